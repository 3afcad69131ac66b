import { expect, test } from 'vitest';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import { FirmwareBuilder } from './firmware-builder.ts';
import { halvingFirmware, MemoryModuleStore } from './toolchain.testing.ts';

/** An image as another thread gets it. */
async function sent(image: FirmwareImage): Promise<FirmwareImage> {
	const { port1, port2 } = new MessageChannel();
	const received = new Promise<FirmwareImage>((resolve) => {
		port2.onmessage = ({ data }) => resolve(data);
	});
	port1.postMessage(image);
	try {
		return await received;
	} finally {
		port1.close();
	}
}

test('a build has the compiled code beside the program, and survives being sent to another thread', async () => {
	const build = await new FirmwareBuilder(null).build(halvingFirmware());
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	expect(build.warnings).toEqual([]);
	const { program, compiled } = await sent(build.image);
	expect(compiled?.module).toBeInstanceOf(WebAssembly.Module);
	expect(compiled?.toBlockEnd).toHaveLength(program.lines.length);
});

test('a fault in the text is told with its place, and nothing is kept of it', async () => {
	const store = new MemoryModuleStore();
	const build = await new FirmwareBuilder(store).build(halvingFirmware('\tMOVi $nowhere #1'));
	expect(build).toMatchObject({ ok: false, diagnostics: [{ line: 9 }] });
	expect(store.kept.size).toBe(0);
});

/** Entries of a switch: WebAssembly engines take at most 65,520 in a table of branches. */
const TOO_MANY_CASES = 70_000;

test('a firmware beyond a limit of WebAssembly is interpreted, and the build says so in a line', async () => {
	const source = halvingFirmware(`\tSWCH $x *${TOO_MANY_CASES} @.case`, '.case:\tNOOP');
	const build = await new FirmwareBuilder(null).build(source);
	if (!build.ok) throw new Error(`line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	expect(build.image.compiled).toBeNull();
	expect(build.warnings).toMatchObject([{ code: 'NOT_COMPILED', line: 0 }]);
	expect(build.warnings[0].message).toMatch(/^halve is interpreted, [^\n]*WebAssembly[^\n]*$/);
});

test('a draft plays like any other build, and nothing of it is kept', async () => {
	const store = new MemoryModuleStore();
	const build = await new FirmwareBuilder(store).build({ ...halvingFirmware(), draft: true });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	expect(build.image.compiled?.module).toBeInstanceOf(WebAssembly.Module);
	expect(store.kept.size).toBe(0);
});
