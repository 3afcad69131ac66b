import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'p8-process-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'fault.gazl'), 'main:\tFUNC\n\tMOVi %0 #12z\n\tRETU\n');

/** Spawns `p8` as npm does: in the project's root, the user's folder in INIT_CWD. */
function spawnP8(...words: string[]): Promise<{ code: number; out: string; err: string }> {
	return new Promise((resolve) => {
		const options = { cwd: PROJECT, env: { ...process.env, INIT_CWD: folder } };
		const child = execFile(process.execPath, ['--import', 'tsx', 'src/cli/p8.ts', ...words], options, (_, out, err) => {
			resolve({ code: child.exitCode ?? -1, out, err });
		});
	});
}

test('the process tells its version', async () => {
	const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
	expect(await spawnP8('--version')).toEqual({ code: 0, out: `p8 ${version}\n`, err: '' });
});

test('the process reports a fault on standard error, found from the folder that the user stands in', async () => {
	const { code, out, err } = await spawnP8('assemble', 'fault.gazl');
	expect(code).toBe(1);
	expect(out).toBe('');
	expect(err).toMatch(/^fault\.gazl:2:\d+: error INVALID_NUMERICAL_LITERAL: .+\n$/);
});

test('the process ends with code 2 when it is not told what to do', async () => {
	const { code, out, err } = await spawnP8();
	expect(code).toBe(2);
	expect(out).toBe('');
	expect(err).toMatch(/^p8: error USAGE: /);
});
