import { HALO_RADII, LED_PAINT, type LedColor } from './led-art.tsx';

/** Lamps in rows and columns; lengths in the units that `paint` scales to device pixels. */
export interface MatrixLayout {
	/** Colour of each row, from the top. */
	readonly rows: readonly LedColor[];
	readonly columns: number;
	readonly pitchX: number;
	readonly pitchY: number;
	readonly radius: number;
	/** Free space around the array, for the light of its outer lamps. */
	readonly margin: number;
}

/** Width and height of a matrix, in its units. */
export function matrixSize(layout: MatrixLayout): { width: number; height: number } {
	return {
		width: (layout.columns - 1) * layout.pitchX + 2 * layout.margin,
		height: (layout.rows.length - 1) * layout.pitchY + 2 * layout.margin,
	};
}

interface Palette {
	readonly light: string;
	readonly core: string;
	readonly off: string;
}

/**
 * Paints a matrix of lamps on a canvas. Dark lenses and one lit lamp per row are painted once for each size; a frame is then a copy of the
 * one and a blend of the other for each lamp that shines. A frame equal to the last one costs a comparison.
 */
export class LedMatrixPainter {
	readonly #layout: MatrixLayout;
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	readonly #dark = document.createElement('canvas');
	readonly #lit: HTMLCanvasElement[];
	readonly #brightness: Float32Array;
	#scale = 0;

	/** @throws Error if the browser gives no 2D context for the canvas. */
	constructor(canvas: HTMLCanvasElement, layout: MatrixLayout) {
		this.#canvas = canvas;
		this.#context = contextOf(canvas);
		this.#layout = layout;
		this.#lit = layout.rows.map(() => document.createElement('canvas'));
		this.#brightness = new Float32Array(layout.rows.length * layout.columns);
	}

	/** Fits the canvas to `scale` device pixels per unit, takes the colours anew from the style, and paints. */
	resize(scale: number): void {
		if (scale === this.#scale || scale <= 0) return;
		this.#scale = scale;
		const { width, height } = matrixSize(this.#layout);
		for (const canvas of [this.#canvas, this.#dark]) {
			canvas.width = Math.round(width * scale);
			canvas.height = Math.round(height * scale);
		}
		const style = getComputedStyle(this.#canvas);
		const palettes = this.#layout.rows.map((color): Palette => {
			const paint = LED_PAINT[color];
			return {
				light: style.getPropertyValue(paint.light),
				core: style.getPropertyValue(paint.core),
				off: style.getPropertyValue(paint.off),
			};
		});
		this.#paintDark(palettes);
		palettes.forEach((palette, row) => {
			this.#paintLit(row, palette);
		});
		this.#paintFrame();
	}

	/** Brightness 0…1 of every lamp, row after row from the top left. Missing values count as dark. */
	draw(brightness: Float32Array): void {
		let changed = false;
		for (let index = 0; index < this.#brightness.length; index++) {
			const value = brightness[index] ?? 0;
			if (value === this.#brightness[index]) continue;
			this.#brightness[index] = value;
			changed = true;
		}
		if (changed && this.#scale > 0) this.#paintFrame();
	}

	#paintFrame(): void {
		const { rows, columns, pitchX, pitchY, radius, margin } = this.#layout;
		const context = this.#context;
		const reach = radius * HALO_RADII * this.#scale;
		context.globalCompositeOperation = 'copy';
		context.globalAlpha = 1;
		context.drawImage(this.#dark, 0, 0);
		context.globalCompositeOperation = 'source-over';
		for (let row = 0; row < rows.length; row++) {
			const sprite = this.#lit[row];
			if (!sprite) continue;
			const y = (margin + row * pitchY) * this.#scale - reach;
			for (let column = 0; column < columns; column++) {
				const value = this.#brightness[row * columns + column] ?? 0;
				if (value < 1 / 512) continue;
				context.globalAlpha = Math.min(1, value);
				context.drawImage(sprite, (margin + column * pitchX) * this.#scale - reach, y);
			}
		}
	}

	#paintDark(palettes: readonly Palette[]): void {
		const { columns, pitchX, pitchY, radius, margin } = this.#layout;
		const context = contextOf(this.#dark);
		context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
		palettes.forEach((palette, row) => {
			for (let column = 0; column < columns; column++) {
				const x = margin + column * pitchX;
				const y = margin + row * pitchY;
				disc(context, x, y, radius * 1.26, 'oklch(0.06 0.005 240)');
				disc(context, x, y, radius, palette.off);
				const gleam = context.createRadialGradient(x, y - radius * 0.5, 0, x, y - radius * 0.4, radius * 0.75);
				gleam.addColorStop(0, 'oklch(1 0 0 / 0.22)');
				gleam.addColorStop(1, 'oklch(1 0 0 / 0)');
				disc(context, x, y, radius, gleam);
			}
		});
	}

	#paintLit(row: number, palette: Palette): void {
		const sprite = this.#lit[row];
		if (!sprite) return;
		const { radius } = this.#layout;
		const reach = radius * HALO_RADII;
		sprite.width = Math.ceil(reach * 2 * this.#scale);
		sprite.height = sprite.width;
		const context = contextOf(sprite);
		context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
		const halo = context.createRadialGradient(reach, reach, radius * 0.6, reach, reach, reach);
		for (const [offset, share] of [
			[0, 48],
			[0.3, 20],
			[0.62, 5],
			[1, 0],
		] as const) {
			halo.addColorStop(offset, `color-mix(in oklch, ${palette.light} ${share}%, transparent)`);
		}
		disc(context, reach, reach, reach, halo);
		const light = context.createRadialGradient(reach, reach - radius * 0.1, 0, reach, reach, radius);
		light.addColorStop(0, palette.core);
		light.addColorStop(0.85, palette.light);
		light.addColorStop(1, palette.light);
		disc(context, reach, reach, radius, light);
	}
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
	const context = canvas.getContext('2d');
	if (!context) throw new Error('The browser gave no 2D context for an LED matrix; too many canvases may be in use.');
	return context;
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string | CanvasGradient): void {
	context.fillStyle = fill;
	context.beginPath();
	context.arc(x, y, radius, 0, 2 * Math.PI);
	context.fill();
}
