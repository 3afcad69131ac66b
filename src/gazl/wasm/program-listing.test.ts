import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { programOf } from '../assembly.testing.ts';
import type { Program } from '../program.ts';
import { bodyText } from './body-text.ts';
import { compileFunctions } from './compile-program.ts';
import { plainHost } from './host-code.ts';
import { type BlockRows, type FunctionListing, listProgram } from './program-listing.ts';

const HOST = plainHost(['yield']);

function listingOf(source: string): FunctionListing {
	return listProgram(programOf(source), HOST)[0];
}

function blocksOf({ parts }: FunctionListing): BlockRows[] {
	return parts.filter((part) => part.kind === 'block');
}

const trimmed = (lines: readonly string[]): string[] => lines.map((line) => line.trim());

/** Instructions 0 to 4; the loop is 2 and 3. */
const COUNTDOWN = `main: FUNC
i: LOCi
	MOVi i #3
loop: SUBi i i #1
	GRTi i #0 @loop
	RETU
`;

describe('blocks', () => {
	test('say what they charge, what they ask for, what follows and where a run can be gone on with', () => {
		const facts = blocksOf(listingOf(COUNTDOWN)).map(({ wasm: _, instructions: __, ...block }) => block);
		expect(facts).toEqual(
			[
				// What is asked for is the longest way to the next block that asks: the loop's header does.
				{ start: 0, end: 2, ending: 'fall', cyclesCharged: 2, cyclesNeeded: 2, successors: [1], isResumable: false },
				{ start: 2, end: 4, ending: 'branch', cyclesCharged: 2, cyclesNeeded: 3, successors: [1, 2], isResumable: true },
				{ start: 4, end: 5, ending: 'return', cyclesCharged: 1, cyclesNeeded: 0, successors: [], isResumable: false },
			].map((block, index) => ({ kind: 'block', index, hasCode: true, ...block })),
		);
	});

	test('have the check and the charge of their cycles in front of their first instruction', () => {
		const [, loop, last] = blocksOf(listingOf(COUNTDOWN));
		const charge = (cycles: number) => ['local.get $cycles', `i32.const ${cycles}`, 'i32.sub', 'local.set $cycles'];
		expect(trimmed(loop.wasm).slice(-4)).toEqual(charge(2));
		expect(trimmed(loop.wasm)).toContain('i32.lt_s');
		expect(trimmed(last.wasm)).toEqual(charge(1));
	});

	test('have the loop that branches go back to, not the block before', () => {
		const [first, loop] = blocksOf(listingOf(COUNTDOWN));
		expect(trimmed(loop.wasm)).toContain('loop');
		expect(trimmed(first.instructions.flatMap(({ wasm }) => wasm))).not.toContain('loop');
	});

	test('that nothing leads to come last, without code', () => {
		const blocks = blocksOf(listingOf('main: FUNC\n\tGOTO @end\n\tNOOP\n\tMOVi %0 #1\nend: RETU\n'));
		expect(blocks.map(({ index, hasCode }) => [index, hasCode])).toEqual([
			[0, true],
			[2, true],
			[1, false],
		]);
		expect(blocks[2].instructions).toEqual([{ index: 2, line: 4, gazl: 'MOVE %0 #1', wasm: [] }]);
	});
});

test('a frame that no stack can hold leaves its function without blocks in the code', () => {
	const { parts } = listingOf('main: FUNC\na: LOCA *5000\n\tRETU\n');
	expect(parts.map(({ kind }) => kind)).toEqual(['seam', 'block']);
	expect(parts[1]).toMatchObject({ hasCode: false, instructions: [{ gazl: 'FUNC *5000 *0' }, { gazl: 'RETU' }] });
});

describe('instructions', () => {
	test('have index, source line, GAZL and their own WebAssembly', () => {
		const [, loop] = blocksOf(listingOf(COUNTDOWN));
		const rows = loop.instructions.map(({ wasm, ...row }) => ({ ...row, wasm: trimmed(wasm) }));
		expect(rows[0]).toEqual({
			index: 2,
			line: 4,
			gazl: 'SUBi i i #1',
			wasm: [
				...['local.get $slot0', 'i32.const 1', 'i32.sub', 'local.set $slot0'],
				...['local.get $framePointer', 'local.get $slot0', 'i32.store'],
			],
		});
		expect(rows[1]).toEqual({
			index: 3,
			line: 5,
			gazl: 'GRTi i #0 @B1',
			wasm: ['local.get $slot0', 'i32.const 0', 'i32.gt_s', 'br_if 0'],
		});
	});

	test('keep the ends of what they begin themselves', () => {
		// A COPY by pointer asks last whether it has hit the frame and ends with that; so does its block.
		const source = 'main: FUNC\np: LOCp\n\tGOTO @copy\ncopy: COPY p p *1\nagain: GOTO @again\n';
		const [, copy] = blocksOf(listingOf(source));
		expect(trimmed(copy.instructions[0].wasm).at(-1)).toBe('end');
	});
});

describe('the frame', () => {
	test('says which locals hold a slot and which slots are memory only', () => {
		const source = `main: FUNC
x: LOCf
y: LOCi
a: LOCA *3
	ADDf %1 x x
	MOVf x %1
	GETL y a y
	RETU
`;
		const { frame, localWords, transientWords } = listingOf(source);
		expect([localWords, transientWords]).toEqual([5, 2]);
		const slots = frame.map(({ name, directive, slot, sizeWords }) => [name, directive, slot, sizeWords]);
		expect(slots).toEqual([
			['x', 'LOCf', 0, 1],
			['y', 'LOCi', 1, 1],
			['a', 'LOCA', 2, 3],
			['%1', null, 6, 1],
		]);
		// GETL makes its array resident, the others are cached.
		expect(frame.map(({ cachedIn }) => cachedIn.length > 0)).toEqual([true, true, false, true]);
		expect(frame[0].cachedIn).toContain('$slot0f');
		expect(frame[3].cachedIn).toContain('$t1f');
	});

	test('and the working locals are all locals that there are', () => {
		const program = firmware('chorus');
		const { functions } = compileFunctions(program, HOST);
		listProgram(program, HOST).forEach(({ frame, workingLocals }, ordinal) => {
			const { localNames } = functions[ordinal].body;
			expect(frame.flatMap(({ cachedIn }) => cachedIn).length + workingLocals.length).toBe(localNames.length);
		});
	});
});

describe.each(['tape-echo', 'comb-bank', 'chorus', 'pattern-mod'])('the listing of %s', (name) => {
	const program = firmware(name);
	const listings = listProgram(program, HOST);

	test('has every line of the generated code once, in its order', () => {
		const { functions, module } = compileFunctions(program, HOST);
		listings.forEach(({ parts }, ordinal) => {
			const listed = parts.flatMap((part) => {
				return part.kind === 'seam' ? part.wasm : [...part.wasm, ...part.instructions.flatMap(({ wasm }) => wasm)];
			});
			expect(listed).toEqual(bodyText(functions[ordinal].body, module.names).flatMap(({ lines }) => lines));
		});
	});

	test('has every instruction once', () => {
		const indices = listings.flatMap((listing) => blocksOf(listing).flatMap(({ instructions }) => instructions));
		expect(indices.map(({ index }) => index).sort((a, b) => a - b)).toEqual([...program.lines.keys()]);
	});
});

function firmware(name: string): Program {
	const path = resolve(import.meta.dirname, '../../../../shared/conformance/firmware', `${name}.gazl`);
	return programOf(readFileSync(path, 'latin1'), firmwareAssemblyHost(0));
}
