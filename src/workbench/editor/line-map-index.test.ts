import { describe, expect, it } from 'vitest';
import { compileImpala, type LineMap } from '../../impala/compile.ts';
import { LineMapIndex } from './line-map-index.ts';

function range(startLine: number, endLine: number): NonNullable<LineMap[number]> {
	return {
		start: { offset: startLine * 100, line: startLine, column: 1 },
		end: { offset: endLine * 100 + 9, line: endLine, column: 10 },
	};
}

describe('an index of a line map', () => {
	const index = new LineMapIndex([null, range(2, 2), range(3, 6), range(4, 4), range(4, 4), range(6, 6), null]);

	it('finds all lines of GAZL that do the work of a source line', () => {
		expect(index.gazlLines(2)).toEqual([2]);
		expect(index.gazlLines(4)).toEqual([4, 5]);
	});

	it('prefers a statement to what encloses it, and takes what encloses it where there is nothing else', () => {
		expect(index.gazlLines(6)).toEqual([6]);
		expect(index.gazlLines(5)).toEqual([3]);
	});

	it('has nothing for lines that nothing was made of', () => {
		expect(index.gazlLines(1)).toEqual([]);
		expect(index.sourceLines(1)).toEqual([]);
		expect(index.sourceSpan(7)).toBeNull();
	});

	it('leads back to the source', () => {
		expect(index.sourceLines(3)).toEqual([3, 4, 5, 6]);
		expect(index.sourceSpan(2)).toEqual({ from: 200, to: 209 });
	});

	it('leads from a statement of a compiled source to its instructions and back', () => {
		const source = 'global int level;\nfunction double()\n{\n\tglobal level = global level * 2;\n}\n';
		const compiled = compileImpala(source);
		if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
		const lines = compiled.gazl.split('\n');
		const compiledIndex = new LineMapIndex(compiled.lineMap);
		const made = compiledIndex.gazlLines(4);
		expect(made.some((line) => lines[line - 1]?.includes('MUL'))).toBe(true);
		for (const line of made) expect(compiledIndex.sourceLines(line)).toEqual([4]);
	});
});
