import { type Ref, useId, useImperativeHandle, useRef } from 'react';
import styles from './led.module.css';
import { HALO_RADII, LedArt, type LedColor, LedPaints } from './led-art.tsx';

/** Lets a drawing loop set a row of lamps without a render. */
export interface LedsHandle {
	/** Brightness 0…1 of each lamp, from the left. Lamps beyond the array keep theirs. */
	setLeds(brightness: Float32Array): void;
}

/** Radius of a lens, in hardware units. */
const RADIUS = 5;
const REACH = RADIUS * HALO_RADII;

/** A single lamp. */
export interface LedProps {
	readonly color: LedColor;
	/** 0…1; `lit` is short for 1. */
	readonly brightness?: number | undefined;
	readonly lit?: boolean | undefined;
	/** Diameter of the lens in hardware units; 10 unless told. */
	readonly size?: number | undefined;
	/** A lamp is decoration beside the control it belongs to. One that stands alone needs its meaning said here, as in "input clips". */
	readonly label?: string | undefined;
}

/** A lamp in its collar. Its box is the collar; the halo reaches beyond and takes no space. */
export function Led({ color, lit, brightness = lit ? 1 : 0, size = RADIUS * 2, label }: LedProps) {
	const prefix = useId();
	return (
		<span
			className={styles.led}
			style={{ '--size': size } as React.CSSProperties}
			{...(label === undefined
				? { 'aria-hidden': true }
				: { role: 'img', 'aria-label': `${label}: ${brightness > 0.5 ? 'on' : 'off'}` })}
		>
			<svg viewBox={`${-REACH} ${-REACH} ${REACH * 2} ${REACH * 2}`} aria-hidden="true">
				<defs>
					<LedPaints prefix={prefix} colors={[color]} />
				</defs>
				<LedArt prefix={prefix} color={color} x={0} y={0} radius={RADIUS} brightness={brightness} />
			</svg>
		</span>
	);
}

/** A row of lamps of one colour. */
export interface LedStripProps {
	readonly color: LedColor;
	readonly count: number;
	/** Distance between lamps in hardware units; 14.6 unless told. */
	readonly pitch?: number | undefined;
	readonly ref?: Ref<LedsHandle> | undefined;
}

/** A row of lamps that a drawing loop lights through `ref.setLeds`. */
export function LedStrip({ color, count, pitch = 14.6, ref }: LedStripProps) {
	const prefix = useId();
	const lamps = useRef<(SVGGElement | null)[]>([]);
	useImperativeHandle(ref, () => ({ setLeds: (brightness) => lightLamps(lamps.current, brightness) }), []);
	return (
		<svg
			className={styles.strip}
			style={{ '--columns': count, '--pitch': pitch } as React.CSSProperties}
			viewBox={`${-pitch / 2} ${-pitch / 2} ${count * pitch} ${pitch}`}
			aria-hidden="true"
		>
			<defs>
				<LedPaints prefix={prefix} colors={[color]} />
			</defs>
			{Array.from({ length: count }, (_, index) => (
				<LedArt
					key={index}
					prefix={prefix}
					color={color}
					x={index * pitch}
					y={0}
					radius={4.2}
					brightness={0}
					litRef={(light) => {
						lamps.current[index] = light;
					}}
				/>
			))}
		</svg>
	);
}

/** Puts brightness 0…1 on lights, touching only those that change: a style written anew costs a paint even if it says the same. */
export function lightLamps(lights: readonly (SVGGElement | null)[], brightness: Float32Array): void {
	const count = Math.min(lights.length, brightness.length);
	for (let index = 0; index < count; index++) {
		const style = lights[index]?.style;
		const opacity = String(Math.round((brightness[index] ?? 0) * 255) / 255);
		if (style && style.opacity !== opacity) style.opacity = opacity;
	}
}
