import { expect, test } from 'vitest';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { interpret } from '../../src/gazl/interpreter.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { CpuBench, FULL_PATCH } from './cpu-bench.testing.ts';
import { CALL } from './firmware-call.ts';
import { stageFirmware } from './staged-firmware.ts';

/** A full patch that adds a constant to the left signal. */
function adding(constant: number): FirmwareImage {
	const code = `${FULL_PATCH}process: FUNC\n\tPEEK %0 &signal\n\tADDi %0 %0 #${constant}\n\tPOKE &signal %0\n\tRETU\n`;
	const build = buildFirmware({ id: constant, name: 'adding', code, config: '', debug: false });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	return build.image;
}

test('a firmware plugs in with its compiled code, prepared while another one was plugged in', () => {
	const bench = new CpuBench();
	const { slot } = bench;
	const first = stageFirmware(adding(1), { slots: [slot] });
	slot.plug(first);
	expect(bench.start()).toBe(CALL.done);
	const second = stageFirmware(adding(2), { slots: [slot] });
	expect(slot.run.machine.program).toBe(first.image.program);
	expect(bench.tick(10).left).toBe(11);

	slot.plug(second);
	expect(bench.start()).toBe(CALL.done);
	expect(bench.tick(10).left).toBe(12);
	const { executor, compiled } = slot.run.machine;
	expect(executor).toBe(runCompiled);
	expect(compiled?.program).toBe(second.image.program);
});

test.each<[string, FirmwareImage, boolean]>([
	['without compiled code', { ...adding(3), compiled: null }, true],
	['staged for no slot', adding(3), false],
])('a firmware %s is interpreted', (_, image, forSlot) => {
	const bench = new CpuBench();
	const { slot } = bench;
	slot.plug(stageFirmware(image, { slots: [slot], executor: forSlot ? 'wasm' : 'interpreter' }));
	expect(bench.start()).toBe(CALL.done);
	expect(bench.tick(10).left).toBe(13);
	expect(slot.run.machine.executor).toBe(interpret);
	expect(slot.run.machine.compiled).toBeNull();
});
