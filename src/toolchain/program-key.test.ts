import { expect, test } from 'vitest';
import { programKey } from './program-key.ts';
import { halvingFirmware, programOf } from './toolchain.testing.ts';

const key = (...lines: readonly string[]): Promise<string> => programKey(programOf(halvingFirmware(...lines)));

test('the same program has the same key, wherever its lines are and whatever is said beside them', async () => {
	expect(await key('; a comment', '', '; another')).toBe(await key());
});

test('programs that differ in an instruction, an operand or a native have different keys', async () => {
	const keys = await Promise.all([
		key(),
		key('\tADDi $x $x #1'),
		key('\tADDi $x $x #2'),
		key('\tSUBi $x $x #2'),
		key('\tCALL ^abort %0 *1'),
	]);
	expect(new Set(keys).size).toBe(keys.length);
});

test('programs that differ in a constant only have different keys', async () => {
	const withTable = (value: number): Promise<string> => {
		const source = halvingFirmware('\tPEEK $x &table');
		return programKey(programOf({ ...source, code: `table: CNST *1\n\tDATi #${value}\n${source.code}` }));
	};
	expect(await withTable(5)).not.toBe(await withTable(6));
});

test('programs that differ in the size of their globals only have different keys', async () => {
	const withGlobal = (words: number): Promise<string> => {
		const source = halvingFirmware();
		return programKey(programOf({ ...source, code: `${source.code}spare: GLOB *${words}\n` }));
	};
	expect(await withGlobal(5)).not.toBe(await withGlobal(6));
});
