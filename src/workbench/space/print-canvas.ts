/** A transparent picture over the map, as fine as the screen, on which is drawn in CSS pixels. */
export class PrintCanvas {
	readonly context: CanvasRenderingContext2D;
	/** CSS pixels. */
	width = 0;
	height = 0;

	/** @throws Error if the browser gives no 2D context for the canvas */
	constructor(canvas: HTMLCanvasElement) {
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser gave no 2D context for the memory map; too many canvases may be in use.');
		this.context = context;
	}

	/** Takes another size; nothing is drawn any more. */
	resize(widthPx: number, heightPx: number): void {
		const fineness = window.devicePixelRatio;
		const { canvas } = this.context;
		this.width = widthPx;
		this.height = heightPx;
		canvas.width = Math.round(widthPx * fineness);
		canvas.height = Math.round(heightPx * fineness);
		this.context.setTransform(fineness, 0, 0, fineness, 0, 0);
	}

	clear(): void {
		this.context.clearRect(0, 0, this.width, this.height);
	}
}
