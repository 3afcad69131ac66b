import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodeMark } from './code-marks.ts';
import { gazlLineMarks } from './gazl-marks.ts';
import { impalaLineMarks } from './impala-marks.ts';

function printed(line: string, marks: readonly CodeMark[]): readonly string[] {
	return marks.map(({ from, to, style }) => `${style} ${line.slice(from, to)}`);
}

function impala(line: string, beginsInside = false): readonly string[] {
	return printed(line, impalaLineMarks(line, beginsInside));
}

describe('printed Impala', () => {
	it('tells keywords, types, numbers, strings, calls, symbols and comments apart', () => {
		expect(impala('global float gain = 0.5 // half')).toEqual([
			'keyword global',
			'type float',
			'symbol =',
			'number 0.5',
			'comment // half',
		]);
		expect(impala('trace("up");')).toEqual(['call trace', 'symbol (', 'string "up"', 'symbol )', 'symbol ;']);
	});

	it('prints the rest of a block comment and then the code behind it', () => {
		expect(impala('of a tap */ x', true)).toEqual(['comment of a tap */']);
		expect(impala('all of it', true)).toEqual(['comment all of it']);
		expect(impala('x /* opens', false)).toEqual(['comment /* opens']);
	});

	it('calls a name a call only before a parenthesis', () => {
		expect(impala('tap (1)')[0]).toBe('call tap');
		expect(impala('tap + (1)')[0]).toBe('symbol +');
	});
});

describe('printed GAZL', () => {
	it('tells labels, directives, opcodes, numbers, addresses and comments apart', () => {
		const line = 'loop:\tPEEK %0 &params:1 ; high';
		expect(printed(line, gazlLineMarks(line))).toEqual([
			'label loop:',
			'keyword PEEK',
			'symbol %0',
			'call &params:1',
			'comment ; high',
		]);
		const global = 'gain:\tGLOB *4';
		expect(printed(global, gazlLineMarks(global))).toEqual(['label gain:', 'type GLOB', 'number *4']);
	});
});

describe('marks of any line', () => {
	it('ascend, do not overlap and lie within the line', () => {
		fc.assert(
			fc.property(fc.string(), fc.boolean(), (line, inside) => {
				for (const marks of [impalaLineMarks(line, inside), gazlLineMarks(line)]) {
					let end = 0;
					for (const { from, to } of marks) {
						expect(from).toBeGreaterThanOrEqual(end);
						expect(to).toBeGreaterThan(from);
						end = to;
					}
					expect(end).toBeLessThanOrEqual(line.length);
				}
			}),
		);
	});
});
