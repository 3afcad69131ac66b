import type { CSSProperties, ReactNode } from 'react';
import type { Area } from './panel-geometry.ts';
import styles from './placed.module.css';

/** A length in units of the panel's canvas, for CSS. */
export function units(count: number): string {
	return `calc(var(--unit) * ${count})`;
}

/** Something that stands at a point. */
export interface PlacedProps {
	/** Units of the canvas from the left and top of the area around. */
	readonly x: number;
	readonly y: number;
	/**
	 * What stands at the point: the middle of the child unless told, `left` the middle of its left edge, or the middle of a knob or dial of
	 * this diameter, which has its label below.
	 */
	readonly by?: 'middle' | 'left' | { readonly dial: number } | undefined;
	/** Size of the hardware inside against that of the panel; 1 unless told. */
	readonly scale?: number | undefined;
	readonly children: ReactNode;
}

/** The scale around a knob or dial, against its own diameter. */
const DIAL_ROOM = 1 / 0.62;

/** Puts its child on the panel. */
export function Placed({ x, y, by = 'middle', scale = 1, children }: PlacedProps) {
	const dial = typeof by === 'object' ? by.dial : 0;
	const style: CSSProperties = {
		left: units(x),
		top: units(y - (dial * scale * DIAL_ROOM) / 2),
		translate: `${by === 'left' ? '0' : '-50%'} ${dial > 0 ? '0' : '-50%'}`,
	};
	return (
		<div className={styles.placed} style={style}>
			{scale === 1 ? (
				children
			) : (
				<div className={styles.scaled} style={{ '--unit': `calc(var(--panel-unit) * ${scale})` } as CSSProperties}>
					{children}
				</div>
			)}
		</div>
	);
}

/** An area of the panel; what is placed inside counts from its top left. */
export function PlacedArea({ area, className, children }: { area: Area; className?: string | undefined; children: ReactNode }) {
	const { x, y, width, height } = area;
	return (
		<div
			className={className ?? styles.area}
			style={{ position: 'absolute', left: units(x), top: units(y), width: units(width), height: units(height) }}
		>
			{children}
		</div>
	);
}
