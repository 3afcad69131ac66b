import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FirmwareFault, ownFirmware } from './own-firmware.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'p8-firmware-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** How messages name a source of the test, from the root of the project. */
const pathOf = (name: string): string => relative(resolve(import.meta.dirname, '../..'), join(FOLDER, `${name}.impala`));

function compile(name: string, source: string): string {
	writeFileSync(join(FOLDER, `${name}.impala`), source, 'latin1');
	return ownFirmware(name, FOLDER);
}

function faultOf(name: string, source: string): string {
	try {
		compile(name, source);
	} catch (reason) {
		if (reason instanceof FirmwareFault) return reason.message;
		throw reason;
	}
	throw new Error('it compiles');
}

test('compiled firmware has its source beside its instructions, byte for byte', () => {
	const gazl = compile('listed', 'global int x\nfunction process()\n{\n\tglobal x = /* caf\xe9 */ 3;\n}\n');
	expect(gazl).toMatch(/\tPOKE &x #3\t; global x = \/\* caf\xe9 \*\/ 3;\n/);
});

test('everything wrong with a source is told with file, line and column', () => {
	const lines = faultOf('wrong', 'function process()\n{\n\tx = 1;\n\ty = 2;\n}\n').split('\n');
	expect(lines).toHaveLength(2);
	expect(lines[0].startsWith(`${pathOf('wrong')}:3:2: error UNDECLARED_NAME: `)).toBe(true);
	expect(lines[1].startsWith(`${pathOf('wrong')}:4:2: error UNDECLARED_NAME: `)).toBe(true);
});

test('what only the assembler refuses is told at its place in the source', () => {
	const message = faultOf('missing', 'const int NOWHERE\nfunction process()\nlocals int x\n{\n\tx = 1;\n\tx = x + NOWHERE;\n}\n');
	expect(message).toMatch(/missing\.impala:6:\d+: error \w+: .*NOWHERE/);
});
