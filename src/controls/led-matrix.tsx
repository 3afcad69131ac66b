import { type CSSProperties, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { LedColor } from './led-art.tsx';
import styles from './led-matrix.module.css';
import { LedMatrixPainter, type MatrixLayout, matrixSize } from './led-matrix-painter.ts';
import { DisplayWindow } from './seven-segment.tsx';

/** Lets a drawing loop light a matrix without a render. */
export interface LedMatrixHandle {
	/** Brightness 0…1 of every lamp, row after row from the top left (`rows × columns` values). */
	draw(brightness: Float32Array): void;
}

/** An array of lamps behind glass. */
export interface LedMatrixProps {
	/** What the array shows, for assistive technology. */
	readonly label: string;
	/** Colour of each row; red over green unless told. Must not change while mounted. */
	readonly rows?: readonly LedColor[] | undefined;
	/** 32 unless told. Must not change while mounted. */
	readonly columns?: number | undefined;
	/** Distance between columns and rows in hardware units; 14.6 and 16 unless told. */
	readonly pitchX?: number | undefined;
	readonly pitchY?: number | undefined;
	readonly ref?: Ref<LedMatrixHandle> | undefined;
}

const RED_OVER_GREEN: readonly LedColor[] = ['red', 'green'];

/** Rows of lamps on one canvas behind smoked glass, lit through `ref.draw`. */
export function LedMatrix({ label, rows = RED_OVER_GREEN, columns = 32, pitchX = 14.6, pitchY = 16, ref }: LedMatrixProps) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const painter = useRef<LedMatrixPainter | null>(null);
	const layout: MatrixLayout = { rows, columns, pitchX, pitchY, radius: 4.3, margin: 15 };
	const { width, height } = matrixSize(layout);
	const firstLayout = useRef(layout);

	useImperativeHandle(ref, () => ({ draw: (brightness) => painter.current?.draw(brightness) }), []);

	useLayoutEffect(() => {
		const element = canvas.current;
		if (!element) return;
		const made = new LedMatrixPainter(element, firstLayout.current);
		painter.current = made;
		const fit = () => made.resize((element.clientWidth * window.devicePixelRatio) / matrixSize(firstLayout.current).width);
		fit();
		const observer = new ResizeObserver(fit);
		observer.observe(element);
		return () => observer.disconnect();
	}, []);

	return (
		<DisplayWindow className={styles.window}>
			<canvas
				ref={canvas}
				role="img"
				aria-label={label}
				className={styles.canvas}
				style={{ '--width': width, '--height': height } as CSSProperties}
			/>
		</DisplayWindow>
	);
}
