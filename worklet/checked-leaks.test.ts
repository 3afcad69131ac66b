import { describe, expect, test } from 'vitest';
import { leakSource } from '../src/bridge/leak-source.ts';
import { leakSummary, leakText } from '../src/bridge/leak-text.ts';
import { findLeaks } from '../src/memory/checks/leaks.ts';
import { CheckedEngine, type CheckedOptions, EXECUTORS } from './checked-engine.testing.ts';

/** What a firmware has forgotten after some control periods: names, and lines of the calls. */
function leaksOf(code: string, options: CheckedOptions = {}, periods = 1) {
	const engine = new CheckedEngine(code, options);
	engine.play(periods);
	expect(engine.records.violations).toEqual([]);
	const report = findLeaks(leakSource({ ...engine.regions, program: engine.program, live: engine.records.live }));
	return {
		engine,
		report,
		forgotten: report.forgotten.map(({ name, allocated }) => [
			engine.records.name(name),
			engine.context.lineOf(allocated.instruction),
		]),
	};
}

const FORGETFUL = `global int ticks = 0
global pointer kept = null
function process()
locals pointer a, pointer b
{
	if (global ticks == 0) {
		global kept = (pointer) adiAlloc(8, L1, "kept");
		a = (pointer) adiAlloc(8, L1, "lost"); // LOST
		b = (pointer) adiAlloc(8, L1, "reached");
		global kept[3] = b + 2;
		*(b + 7) = 0;
	}
	global ticks = global ticks + 1;
}
`;

describe('a buffer that nobody points to', () => {
	test.each(EXECUTORS)('is found after the block in which it was forgotten, by the %s', (executor) => {
		const { engine, report, forgotten } = leaksOf(FORGETFUL, { executor });
		expect(forgotten).toEqual([['lost', engine.lineOf('// LOST')]]);
		expect(leakSummary(report)).toBe('3 buffers of 24 words are in use, and 1 of them is forgotten.');
		const [text] = report.sites.flatMap((site) => leakText(site, engine.context) ?? []);
		expect(text?.headline).toBe(
			`test.impala:${engine.lineOf('// LOST')}: forgotten free: block "lost" of 8 words is in use, and nothing points to it any more.`,
		);
	});
});

describe('a pointer in a local', () => {
	const looping = (lines: string) => `function process()
locals pointer a, int i
{
	a = (pointer) adiAlloc(8, L1, "local");
	${lines}
	loop {
		yield();
	}
}
`;

	test.each(EXECUTORS)('keeps a buffer while the function waits in a yield, for the %s', (executor) => {
		expect(leaksOf(looping(''), { executor }).forgotten).toEqual([]);
		expect(leaksOf(looping('a = null;'), { executor }).forgotten.map(([name]) => name)).toEqual(['local']);
	});

	test('keeps nothing that it held in a call that is over', () => {
		const code = `function deep()
locals pointer a, array room[40]
{
	a = (pointer) adiAlloc(8, L1, "gone");
	room[39] = a;
}
function init()
{
	deep();
}
function process()
{
}
`;
		expect(leaksOf(code).forgotten.map(([name]) => name)).toEqual(['gone']);
	});
});

test('what is held by a number is not forgotten, but an item can be', () => {
	const code = `global int pool = 0
global int tape = 0
global int bounded = 0
global pointer item = null
function init()
locals pointer a
{
	global pool = (int) poolCreate("voice", 6, 4, L1);
	global tape = (int) circularCreate(100, L2);
	a = (pointer) adiAlloc(16, L1, "window");
	global bounded = (int) boundedCreate(a, 16);
	a = (pointer) poolAlloc(global pool); // LOST
	global item = (pointer) poolAlloc(global pool);
}
function process()
{
}
`;
	const { engine, forgotten, report } = leaksOf(code);
	expect(forgotten).toEqual([['voice', engine.lineOf('// LOST')]]);
	expect(report.inUse.map(({ kind }) => kind)).toEqual(['pool', 'circular buffer', 'block', 'pool item', 'pool item']);
});

test('a cycle of buffers that nobody points to is forgotten whole, and a pointer in freed memory keeps nothing', () => {
	const code = `function init()
locals pointer a, pointer b, pointer c
{
	a = (pointer) adiAlloc(4, L1, "one");
	b = (pointer) adiAlloc(4, L1, "two");
	a[0] = b;
	b[0] = a;
	c = (pointer) adiAlloc(40, L1, "freed");
	c[20] = a;
	adiFree(c);
}
function process()
{
}
`;
	expect(leaksOf(code).forgotten.map(([name]) => name)).toEqual(['one', 'two']);
});

test('what is in use at a stop is told as it was then', () => {
	const code = `global pointer p = null
function process()
{
	global p = (pointer) adiAlloc(4, L1, "tape");
	*(global p + 4) = 1;
}
`;
	const engine = new CheckedEngine(code, { settings: { stopAtViolation: 1 } });
	engine.play(2);
	expect(engine.run.stopped).toBe(true);
	const report = findLeaks(leakSource({ ...engine.regions, program: engine.program, live: engine.records.live }));
	expect(report.inUse.map(({ isForgotten }) => isForgotten)).toEqual([false]);
});
