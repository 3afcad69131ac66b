import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import styles from './fill-gauge.module.css';
import { useSpokenValue } from './use-spoken-value.ts';

/** Lets a drawing loop set a gauge without a render. */
export interface FillGaugeHandle {
	/** Fill and high water as parts of the whole, 0…1, and the number to print. */
	set(fill: number, highWater: number, valueText: string): void;
}

/** How full something is. */
export interface FillGaugeProps {
	readonly label: string;
	/** 0…1. Leave it out, and the other two, if a drawing loop sets the gauge through `ref`. */
	readonly fill?: number | undefined;
	/** The most it has been, 0…1; no tick at 0. */
	readonly highWater?: number | undefined;
	/** The number with its unit, padded to a fixed width so that it does not jump about. */
	readonly valueText?: string | undefined;
	readonly ref?: Ref<FillGaugeHandle> | undefined;
}

/** A thin bar with a high-water tick, its label and its number. It turns to the alarm colour when full. */
export function FillGauge({ label, fill, highWater = 0, valueText = '', ref }: FillGaugeProps) {
	const root = useRef<HTMLDivElement>(null);
	const bar = useRef<HTMLDivElement>(null);
	const tick = useRef<HTMLDivElement>(null);
	const print = useRef<HTMLSpanElement>(null);
	const speak = useSpokenValue(root);

	function draw(full: number, high: number, text: string): void {
		if (!root.current || !bar.current || !tick.current || !print.current) return;
		root.current.dataset.full = String(full >= 1);
		bar.current.style.transform = `scaleX(${Math.min(1, Math.max(0, full))})`;
		tick.current.style.transform = `translateX(${Math.min(1, Math.max(0, high)) * 100}%)`;
		if (print.current.textContent !== text) print.current.textContent = text;
	}

	useImperativeHandle(ref, () => ({
		set(full, high, text) {
			draw(full, high, text);
			speak(performance.now(), Math.round(full * 100), () => text.trim());
		},
	}));

	useLayoutEffect(() => {
		if (fill !== undefined) draw(fill, highWater, valueText);
	});

	return (
		// biome-ignore lint/a11y/useSemanticElements: what a browser draws for a meter element cannot be replaced
		<div
			ref={root}
			role="meter"
			className={styles.gauge}
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={Math.round((fill ?? 0) * 100)}
			aria-valuetext={valueText.trim() || undefined}
		>
			<span className={styles.label} aria-hidden="true">
				{label}
			</span>
			<span ref={print} className={styles.value} aria-hidden="true" />
			<div className={styles.track}>
				<div ref={bar} className={styles.fill} />
				<div ref={tick} className={styles.high} />
			</div>
		</div>
	);
}
