import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AccessWatcher } from '../../src/gazl/access-watcher.ts';
import { CODE_FORMS, type CodeForm } from '../../src/gazl/wasm/code-form.ts';
import { FREE_SHADOW } from '../../src/gazl/wasm/shadow-code.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { compiledFirmware, firmwareModuleBytes } from '../../src/toolchain/compile-firmware.ts';
import { CpuBench } from './cpu-bench.testing.ts';
import { CALL } from './firmware-call.ts';
import { stageFirmware } from './staged-firmware.ts';

const FORMS = Object.keys(CODE_FORMS) as CodeForm[];
const TICKS = 600;

const bundled = (name: string): string => readFileSync(join(import.meta.dirname, '../../public/firmware', name), 'latin1');

/** A pointer that walks through a block of the heap and steps over its end, copies within it, and reads by every kind of index. */
const HEAP_WALK = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native adiAlloc
global array signal[2]
global pointer block = null
global int at = 0

function init()
locals int i
{
	global block = (pointer) adiAlloc(64, 1, "block");
	for (i = 0 to 64) *(global block + i) = i * 31;
}

function process()
locals pointer p, int i, int sum
{
	p = global block;
	global at = global at + 1 & 63;
	p[global at] = (int) global signal[0];
	copy (16 from p + 8 to p + 12);
	sum = 0;
	for (i = 0 to 66) sum = sum + (int) p[i];
	global signal[0] = sum >> 4;
	global signal[1] = (int) p[5] + (int) *(p + global at);
}
`;

/** What a firmware plays in one of its forms over a shadow that says the same of all words; nothing makes it a checked build. */
function play(code: string, form: CodeForm, shadow: number, watcher: AccessWatcher | null = null) {
	const build = buildFirmware({ id: 1, name: 'test', code, language: 'impala', config: '', debug: true });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	const { program } = build.image;
	const compiled = compiledFirmware(new WebAssembly.Module(firmwareModuleBytes(program, form)), program);
	const bench = new CpuBench();
	const { slot, tickWords, budget } = bench;
	slot.plug(stageFirmware({ ...build.image, compiled }, { slots: [slot] }));
	const { machine } = slot.run;
	bench.shadow.fill(shadow);
	machine.watcher = watcher;
	expect(bench.start()).toBe(CALL.done);
	for (let word = 0; word < 2 * TICKS; word++) tickWords[word] = Math.round(1500 * Math.sin(word * word * 0.001));
	budget.remaining = 1_000_000_000;
	for (let tick = 0; tick < TICKS; ) {
		const ahead = slot.cpu.runAhead(tickWords, tick, TICKS - tick);
		tick += ahead;
		expect(ahead).toBeGreaterThan(0);
	}
	return {
		samples: tickWords.slice(0, 2 * TICKS),
		memory: machine.memory.slice(0, machine.memoryWords),
		cycles: slot.run.cyclesUsed,
	};
}

describe.each([
	['a walk over the heap', HEAP_WALK],
	['multi-tap.impala', bundled('multi-tap.impala')],
	['tape-echo.impala', bundled('tape-echo.impala')],
])('%s', (_, code) => {
	test('plays the same in every form, whether all words are free or none is', () => {
		const plain = play(code, 'plain', FREE_SHADOW);
		expect(new Set(plain.samples).size).toBeGreaterThan(100);
		for (const form of FORMS) {
			for (const shadow of [FREE_SHADOW, 0]) {
				const { samples, memory, cycles } = play(code, form, shadow);
				expect(Buffer.compare(Buffer.from(samples.buffer), Buffer.from(plain.samples.buffer)), form).toBe(0);
				expect(Buffer.compare(Buffer.from(memory.buffer), Buffer.from(plain.memory.buffer)), form).toBe(0);
				expect(cycles, form).toBe(plain.cycles);
			}
		}
	});
});

test('a watcher hears of a checked form what its shadow does not let pass, and nothing while all is free', () => {
	const heard = { passes: new Int32Array(0), words: 0, access: () => false };
	const watcher: AccessWatcher = {
		passes: heard.passes,
		access(_machine, _instruction, _base, _address, words) {
			heard.words += words;
			return false;
		},
	};
	play(HEAP_WALK, 'checked', FREE_SHADOW, watcher);
	const whileFree = heard.words;
	heard.words = 0;
	play(HEAP_WALK, 'checked', 0, watcher);
	// Each tick: one word written, 16 copied, 66 read by the loop, 2 more.
	expect(heard.words).toBeGreaterThanOrEqual(TICKS * (1 + 2 * 16 + 66 + 2));
	expect(whileFree).toBe(0);
});
