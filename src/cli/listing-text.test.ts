import { expect, test } from 'vitest';
import type { FunctionListing } from '../gazl/wasm/program-listing.ts';
import { listingText } from './listing-text.ts';

const BLOCK = { kind: 'block', ending: 'fall', isResumable: false, hasCode: true } as const;

const LISTING: FunctionListing = {
	name: 'main',
	ordinal: 0,
	line: 7,
	start: 8,
	end: 11,
	localWords: 5,
	transientWords: 0,
	frame: [
		{ name: 'i', directive: 'LOCi', slot: 0, sizeWords: 1, cachedIn: ['$slot0', '$slot0f'] },
		{ name: 'taps', directive: 'LOCA', slot: 1, sizeWords: 4, cachedIn: [] },
	],
	workingLocals: ['(param $frame i32)'],
	parts: [
		{ kind: 'seam', label: 'entry', wasm: ['block', '  local.get $frame', '  local.set $words'] },
		{
			...BLOCK,
			index: 0,
			start: 8,
			end: 10,
			cyclesCharged: 2,
			cyclesNeeded: 3,
			successors: [1],
			isResumable: true,
			wasm: ['  nop', '  br 0'],
			instructions: [
				{ index: 8, line: 7, gazl: 'FUNC *5 *0', wasm: [] },
				{
					index: 9,
					line: 12,
					gazl: 'SUBi i i #1',
					wasm: ['  local.get $slot0', '  i32.const 1', '  i32.sub', '  local.set $slot0'],
				},
			],
		},
		{
			...BLOCK,
			index: 1,
			start: 10,
			end: 11,
			cyclesCharged: 1,
			cyclesNeeded: 0,
			successors: [],
			hasCode: false,
			wasm: [],
			instructions: [{ index: 10, line: 13, gazl: 'RETU', wasm: [] }],
		},
	],
};

/** A heading with its rule, 80 columns. */
const ruled = (rule: string, heading: string): string => `${rule}${rule} ${heading} `.padEnd(80, rule);

test('GAZL left, a WebAssembly statement a row right, a ruler before each part', () => {
	expect(listingText(LISTING, 80).split('\n')).toEqual([
		ruled('═', 'function main'),
		'line 7, instructions 8…10, 2 blocks',
		'frame of 5 declared words and 0 transients',
		'  i     LOCi     +0  $slot0 $slot0f',
		'  taps  LOCA *4  +4  memory',
		'working locals: (param $frame i32)',
		ruled('┄', 'entry'),
		'                   │ block',
		'                   │   local.get $frame  local.set $words',
		ruled('─', 'B0 ── charges 2, asks for 3 ── → B1 ── resumable'),
		'                   │   nop  br 0',
		' 8  7  FUNC *5 *0  │',
		' 9 12  SUBi i i #1 │   local.get $slot0  i32.const 1  i32.sub  local.set $slot0',
		ruled('─', 'B1 ── charges 1 ── leaves ── no code'),
		'10 13  RETU        │',
		'',
	]);
});

test('what is too wide goes on in the next row, further in', () => {
	// The right column is 60 − 18 − 3 wide, the statement is 57.
	const rows = listingText(LISTING, 60).split('\n');
	const at = rows.findIndex((row) => row.startsWith(' 9 12'));
	expect(rows.slice(at, at + 2)).toEqual([
		' 9 12  SUBi i i #1 │   local.get $slot0  i32.const 1',
		'                   │       i32.sub  local.set $slot0',
	]);
	expect(rows.filter((row) => row.length > 60)).toEqual([]);
});

test('rows end between WebAssembly instructions, and a block that gives a value has rows of its own', () => {
	const wasm = ['local.get $index', 'if (result i32)', '  i32.const 0', 'else', '  i32.const 1', 'end', 'local.set $slot0'];
	const rows = listingText({ ...LISTING, frame: [], parts: [{ kind: 'seam', label: 'exit', wasm }] }, 60).split('\n');
	expect(rows.slice(rows.indexOf('┄┄ exit '.padEnd(60, '┄')) + 1)).toEqual([
		'       │ local.get $index  if (result i32)',
		'       │   i32.const 0',
		'       │ else',
		'       │   i32.const 1',
		'       │ end',
		'       │ local.set $slot0',
		'',
	]);
});
