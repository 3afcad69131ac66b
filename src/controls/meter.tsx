import { type CSSProperties, type Ref, useImperativeHandle, useRef } from 'react';
import { decibelText, litSegments, NO_PEAK, peakLevelDb, raisePeak } from './level-scale.ts';
import styles from './meter.module.css';
import { useSpokenValue } from './use-spoken-value.ts';

/** Lets a drawing loop set a meter without a render. */
export interface MeterHandle {
	/** The level and the peak since the last call, in decibels (−∞ for silence). The meter holds peaks itself. `nowMs` is now unless told. */
	set(levelDb: number, peakDb: number, nowMs?: number): void;
}

/** A level meter. Levels are decibels on a linear scale. */
export interface MeterProps {
	readonly label: string;
	/** Bottom and top of the scale; −60 and +6 unless told. */
	readonly minDb?: number | undefined;
	readonly maxDb?: number | undefined;
	/** Where green turns to amber and amber to red; −12 and 0 unless told. */
	readonly amberDb?: number | undefined;
	readonly redDb?: number | undefined;
	/** Levels to print beside it. */
	readonly scale?: readonly number[] | undefined;
	readonly axis?: 'horizontal' | 'vertical' | undefined;
	/** Its length in hardware units; 132 unless told. */
	readonly length?: number | undefined;
	/** 22 unless told: with the usual scale, 3 dB each. */
	readonly segments?: number | undefined;
	readonly ref?: Ref<MeterHandle> | undefined;
}

/** A segmented level meter with a peak mark that holds and falls, driven through `ref.set`. */
export function Meter(props: MeterProps) {
	const {
		label,
		minDb = -60,
		maxDb = 6,
		amberDb = -12,
		redDb = 0,
		scale = [],
		axis = 'vertical',
		length = 132,
		segments = 22,
		ref,
	} = props;
	const root = useRef<HTMLDivElement>(null);
	const lit = useRef<HTMLDivElement>(null);
	const peak = useRef<HTMLDivElement>(null);
	const mark = useRef(NO_PEAK);
	const shown = useRef({ level: -1, peak: -1 });
	const speak = useSpokenValue(root);

	const vertical = axis === 'vertical';
	const share = (levelDb: number) => (levelDb - minDb) / (maxDb - minDb);
	const percent = (levelDb: number) => `${Math.round(share(levelDb) * segments) * (100 / segments)}%`;

	function showLevel(count: number): void {
		if (count === shown.current.level || !lit.current) return;
		shown.current.level = count;
		const covered = `${100 - (count * 100) / segments}%`;
		lit.current.style.clipPath = vertical ? `inset(${covered} 0 0 0)` : `inset(0 ${covered} 0 0)`;
	}

	function showPeak(count: number): void {
		if (count === shown.current.peak || !peak.current) return;
		shown.current.peak = count;
		const { style } = peak.current;
		style.opacity = count > 0 ? '1' : '0';
		style.transform = vertical ? `translateY(${-(count - 1) * 100}%)` : `translateX(${(count - 1) * 100}%)`;
		const bottomDb = minDb + ((count - 1) / segments) * (maxDb - minDb);
		style.backgroundColor = bottomDb >= redDb ? 'var(--red-light)' : bottomDb >= amberDb ? 'var(--amber)' : 'var(--green-light)';
	}

	useImperativeHandle(ref, () => ({
		set(levelDb, peakDb, nowMs = performance.now()) {
			mark.current = raisePeak(mark.current, peakDb, nowMs);
			const heldDb = peakLevelDb(mark.current, nowMs);
			showLevel(litSegments(levelDb, minDb, maxDb, segments));
			showPeak(litSegments(heldDb, minDb, maxDb, segments));
			const spokenDb = Math.min(maxDb, Math.max(minDb, levelDb));
			speak(nowMs, Math.round(spokenDb * 10) / 10, () => `${decibelText(levelDb)}, peak ${decibelText(heldDb)}`);
		},
	}));

	const towards = vertical ? 'to top' : 'to right';
	const colours = `linear-gradient(${towards}, var(--green-light) ${percent(amberDb)}, var(--amber) ${percent(amberDb)} ${percent(redDb)}, var(--red-light) ${percent(redDb)})`;
	const pitch = `${100 / segments}%`;
	const gaps = `repeating-linear-gradient(${towards}, transparent 0 calc(${pitch} - 1.5px), var(--glass) calc(${pitch} - 1.5px) ${pitch})`;
	return (
		// biome-ignore lint/a11y/useSemanticElements: what a browser draws for a meter element cannot be replaced
		<div
			ref={root}
			role="meter"
			className={styles.meter}
			data-axis={axis}
			style={{ '--length': length, '--segments': segments } as CSSProperties}
			aria-label={label}
			aria-valuemin={minDb}
			aria-valuemax={maxDb}
			aria-valuenow={minDb}
			aria-valuetext={decibelText(Number.NEGATIVE_INFINITY)}
		>
			<div className={styles.trough}>
				<div className={styles.column}>
					<div className={styles.dark} style={{ background: colours }} />
					<div
						ref={lit}
						className={styles.lit}
						style={{ background: colours, clipPath: vertical ? 'inset(100% 0 0 0)' : 'inset(0 100% 0 0)' }}
					/>
					<div ref={peak} className={styles.peak} />
					<div className={styles.mask} style={{ background: gaps }} />
				</div>
			</div>
			{scale.length > 0 && (
				<div className={styles.scale} aria-hidden="true">
					{scale.map((levelDb) => (
						<span key={levelDb} className={styles.mark} style={{ '--at': share(levelDb) } as CSSProperties}>
							{levelDb > 0 ? `+${levelDb}` : levelDb < 0 ? `−${-levelDb}` : '0'}
						</span>
					))}
				</div>
			)}
		</div>
	);
}
