import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SHARED_CONFORMANCE } from '../conformance/run-manifests.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, write } = workplace();
const FOLDER = join(SHARED_CONFORMANCE, 'gazl/run');
const { cases } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));

/** A case of the manifest without what the command line does not know. */
function expectedCase(name: string) {
	const { purpose: _, ...rest } = cases.find((one: { name: string }) => one.name === name);
	return rest;
}

test.each([
	['algorithm-crc32', []],
	['native-trace-text', []],
	['cycles-trap-is-charged', ['--cycles', '4']],
	['yield-resumes-run-out', ['--resumes', '3']],
])('%s gives the case that the manifest has', async (name, options) => {
	const { code, out } = await p8('run', join(FOLDER, `${name}.gazl`), 'main', ...options);
	expect(code).toBe(0);
	expect(JSON.parse(out)).toEqual(expectedCase(name));
});

test('a budget is part of the step', async () => {
	const file = write('endless.gazl', 'main: FUNC\n.a: NOOP\n\tGOTO @.a\n');
	const { code, json, err } = await p8Json('run', file, 'main', '--cycles', '100');
	expect(code).toBe(0);
	expect(json.steps).toEqual([{ call: 'main', budget: 100, expect: { status: -1, cycles: 100 } }]);
	expect(err).toMatch(/^endless\.gazl:3:1: warning TIME_OUT: /);
});

test('a function that is not there is BAD_CALL for no cycles, with a warning that names those that are', async () => {
	const file = write('two.gazl', 'one: FUNC\n\tRETU\ntwo: FUNC\n\tRETU\n');
	const { code, json, err } = await p8Json('run', file, 'three');
	expect(code).toBe(0);
	expect(json.steps).toEqual([{ call: 'three', expect: { status: -4, cycles: 0 } }]);
	expect(err).toMatch(/^two\.gazl:1:1: warning UNKNOWN_FUNCTION: .*'three'.*one, two/);
});
