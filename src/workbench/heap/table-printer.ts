import { type BarColours, barDigest, type CellBar, paintBar, readBarColours } from './cell-bar.ts';
import { type LiveRow, type LiveTableSpec, valueText } from './live-columns.ts';

/** Numbers change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/**
 * Writes the numbers of a mounted table and draws its bars: in each row of the body the elements with `data-figure` are the columns in their order, and
 * the first canvas is the bar.
 */
export class TablePrinter {
	readonly #body: HTMLTableSectionElement;
	#colours: BarColours;
	#printedAtMs = Number.NEGATIVE_INFINITY;
	#printed: LiveTableSpec<LiveRow> | null = null;
	/** What the bar on each canvas was drawn from. */
	#drawn = new WeakMap<HTMLCanvasElement, number>();

	/** @throws Error when `host` has no table */
	constructor(host: HTMLElement) {
		const [body] = host.getElementsByTagName('tbody');
		if (body === undefined) throw new Error('there is no body of a table to print into');
		this.#body = body;
		this.#colours = readBarColours(body);
	}

	/** To be called when sizes or colours have changed: the next call of {@link printDue} prints, and draws all bars. */
	hurry(): void {
		this.#drawn = new WeakMap();
		this.#printedAtMs = Number.NEGATIVE_INFINITY;
	}

	recolour(): void {
		this.#colours = readBarColours(this.#body);
		this.hurry();
	}

	/** Prints when it is time to, or when it is another table than the last time. */
	printDue(table: LiveTableSpec<LiveRow>, nowMs: number): void {
		if (nowMs - this.#printedAtMs < PRINT_PERIOD_MS && this.#printed === table) return;
		this.#printedAtMs = nowMs;
		this.#printed = table;
		this.#print(table);
	}

	#print({ rows, columns }: LiveTableSpec<LiveRow>): void {
		for (const [index, row] of rows.entries()) {
			const cells = this.#body.rows[index]?.querySelectorAll<HTMLElement>('[data-figure]');
			if (cells === undefined) continue;
			for (const [place, column] of columns.entries()) {
				const cell = cells[place];
				if (cell === undefined) continue;
				const value = column.value(row);
				const text = valueText(value);
				if (cell.textContent !== text) cell.textContent = text;
				cell.dataset.zero = String(value === 0);
				if (column.isAlarm !== undefined) cell.dataset.alarm = String(column.isAlarm(row));
			}
			if (row.bar !== null) this.#drawBar(this.#body.rows[index]?.querySelector('canvas') ?? null, row.bar);
		}
	}

	#drawBar(canvas: HTMLCanvasElement | null, bar: CellBar): void {
		if (canvas === null) return;
		const seen = barDigest(bar);
		if (this.#drawn.get(canvas) === seen) return;
		this.#drawn.set(canvas, seen);
		const scale = window.devicePixelRatio;
		const { clientWidth, clientHeight } = canvas;
		const width = Math.round(clientWidth * scale);
		const height = Math.round(clientHeight * scale);
		if (canvas.width !== width) canvas.width = width;
		if (canvas.height !== height) canvas.height = height;
		const context = canvas.getContext('2d');
		if (context === null) return;
		context.setTransform(scale, 0, 0, scale, 0, 0);
		paintBar(context, bar, clientWidth, clientHeight, this.#colours);
	}
}
