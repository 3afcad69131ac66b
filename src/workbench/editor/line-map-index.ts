import type { LineMap } from '../../impala/compile.ts';

/** Lines of GAZL by lines of the source that they do the work of; both counted from 1. */
export class LineMapIndex {
	readonly #map: LineMap;
	readonly #bySourceLine = new Map<number, number[]>();

	constructor(map: LineMap) {
		this.#map = map;
		for (const [index, range] of map.entries()) {
			if (range === null) continue;
			for (let line = range.start.line; line <= range.end.line; line++) {
				const lines = this.#bySourceLine.get(line);
				if (lines === undefined) this.#bySourceLine.set(line, [index + 1]);
				else lines.push(index + 1);
			}
		}
	}

	/** Lines of GAZL of a source line, ascending: those of the shortest statements on it, not of what encloses them. */
	gazlLines(sourceLine: number): readonly number[] {
		const lines = this.#bySourceLine.get(sourceLine) ?? [];
		const height = (line: number) => {
			const range = this.#map[line - 1];
			return range ? range.end.line - range.start.line : Number.POSITIVE_INFINITY;
		};
		const least = Math.min(...lines.map(height));
		return lines.filter((line) => height(line) === least);
	}

	/** Where in the source a line of GAZL comes from, in characters; null when it comes from nowhere. */
	sourceSpan(gazlLine: number): { readonly from: number; readonly to: number } | null {
		const range = this.#map[gazlLine - 1];
		return range ? { from: range.start.offset, to: range.end.offset } : null;
	}

	/** The source lines of a line of GAZL, ascending. */
	sourceLines(gazlLine: number): readonly number[] {
		const range = this.#map[gazlLine - 1];
		if (!range) return [];
		return Array.from({ length: range.end.line - range.start.line + 1 }, (_, index) => range.start.line + index);
	}
}
