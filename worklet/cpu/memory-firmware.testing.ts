import { heapTable } from '../../src/bridge/heap-layout.ts';
import { MEMORY_NATIVES } from '../../src/bridge/memory-natives.ts';
import { impalaPlace } from '../../src/impala/compile.ts';
import { LevelHeapReader } from '../../src/memory/heap/level-heap.ts';
import { ExecutorTrio } from './executor-trio.testing.ts';

/** First lines of a firmware that may call all of them. */
export const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int STACK = 0
const int L1 = 1
const int L2 = 2
const int LEXT = 3
${MEMORY_NATIVES.map(({ name }) => `extern native ${name}`).join('\n')}
extern native yield
global array signal[2]
`;

/** A full patch. Line 1 of `code` is line `FIRST_LINE` of the source. */
export const full = (code: string): ExecutorTrio => new ExecutorTrio(HEAD + code);
const FIRST_LINE = HEAD.split('\n').length;

/** Reads the levels of a firmware's heap. */
export const readerOf = ({ benches, tables }: ExecutorTrio): LevelHeapReader =>
	new LevelHeapReader(benches.ahead.slot.run.machine.memory, heapTable(tables, 'levels'));

/** Wrong uses as the page is told of them: native, outcome, line of the code behind `HEAD`. */
export function violations(trio: ExecutorTrio): readonly (readonly [string, string, number])[] {
	const { lineMap } = trio;
	if (lineMap === null) throw new Error('The firmware is not written in Impala');
	const lineOf = (line: number): number => (impalaPlace(lineMap, line)?.start.line ?? 0) - FIRST_LINE + 1;
	return trio
		.events()
		.flatMap((event) => (event.kind === 'memory' ? [[event.native.name, event.outcome, lineOf(event.line)] as const] : []));
}
