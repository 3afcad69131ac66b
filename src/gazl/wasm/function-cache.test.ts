import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIRMWARE_HOST_CODE } from '../../bridge/firmware-host-code.ts';
import { SourceMutator } from '../../impala/mutations.testing.ts';
import { assembleFirmware } from '../../toolchain/build-firmware.ts';
import type { Program } from '../program.ts';
import { compileProgram } from './compile-program.ts';
import { FunctionCache } from './function-cache.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/conformance/firmware');
const SOURCES = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.impala'))
	.map((name) => readFileSync(join(FOLDER, name), 'latin1'));

/** Gently changed versions of each source; half of them still compile. */
const VERSIONS = 24;

function programOf(code: string): Program | null {
	const assembly = assembleFirmware({ id: 1, name: 'version', code, language: 'impala', config: '', debug: true });
	return assembly.ok ? assembly.program : null;
}

/** Counts what a cache does not have. */
class CountingCache extends FunctionCache {
	compiled = 0;

	override take(...[facts, ordinal, compile]: Parameters<FunctionCache['take']>): ReturnType<FunctionCache['take']> {
		return super.take(facts, ordinal, () => {
			this.compiled += 1;
			return compile();
		});
	}
}

it('makes the module of every next version as compiling anew does, byte for byte', () => {
	let versions = 0;
	for (const source of SOURCES) {
		const mutator = new SourceMutator([source], 20261122);
		const cache = new FunctionCache();
		for (let version = 0; version < VERSIONS; version++) {
			const program = programOf(version === 0 ? source : mutator.mutate(true));
			if (program === null) continue;
			versions += 1;
			const bytes = Buffer.from(compileProgram(program, FIRMWARE_HOST_CODE, 'plain', cache));
			expect(bytes.equals(compileProgram(program, FIRMWARE_HOST_CODE))).toBe(true);
		}
	}
	expect(versions).toBeGreaterThan((SOURCES.length * VERSIONS) / 4);
});

const TWO_FUNCTIONS = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
global array signal[2]
function level() returns int words { words = 100; }
function process() { global signal[0] = level(); }
`;

it('compiles only what has changed or moved', () => {
	const cache = new CountingCache();
	const compile = (code: string): number => {
		const program = programOf(code);
		if (program === null) throw new Error('the test’s firmware does not compile');
		cache.compiled = 0;
		compileProgram(program, FIRMWARE_HOST_CODE, 'plain', cache);
		return cache.compiled;
	};
	expect(compile(TWO_FUNCTIONS)).toBe(2);
	expect(compile(TWO_FUNCTIONS)).toBe(0);
	expect(compile(TWO_FUNCTIONS.replace('100', '200'))).toBe(1);
	expect(compile(TWO_FUNCTIONS.replace('words = 100;', 'words = 100; words = words + words;'))).toBe(2);
});
