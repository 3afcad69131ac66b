import type { Ref } from 'react';

/** The three lamps of the instrument. */
export type LedColor = 'red' | 'green' | 'yellow';

/** The custom properties that paint each lamp: its light, the hot middle of its light, and its lens when dark. */
export const LED_PAINT: Readonly<Record<LedColor, { light: string; core: string; off: string }>> = {
	red: { light: '--red-light', core: '--red-core', off: '--red-off' },
	green: { light: '--green-light', core: '--green-core', off: '--green-off' },
	yellow: { light: '--amber', core: '--amber-core', off: '--amber-off' },
};

/** How far the halo of a lamp reaches, in radii of its lens. */
export const HALO_RADII = 2.9;

/** The gradients that every LedArt of one SVG shares; `prefix` must be unique in the document. */
export function LedPaints({ prefix, colors }: { prefix: string; colors: readonly LedColor[] }) {
	return colors.map((color) => {
		const { light, core, off } = LED_PAINT[color];
		return (
			<g key={color}>
				<radialGradient id={`${prefix}-${color}-off`} cx="0.5" cy="0.36" r="0.72">
					<stop offset="0" style={{ stopColor: `color-mix(in oklch, var(${off}) 78%, white)` }} />
					<stop offset="0.45" style={{ stopColor: `var(${off})` }} />
					<stop offset="1" style={{ stopColor: `color-mix(in oklch, var(${off}) 55%, black)` }} />
				</radialGradient>
				<radialGradient id={`${prefix}-${color}-on`} cx="0.5" cy="0.44" r="0.62">
					<stop offset="0" style={{ stopColor: `var(${core})` }} />
					<stop offset="0.34" style={{ stopColor: `color-mix(in oklch, var(${core}) 40%, var(${light}))` }} />
					<stop offset="0.7" style={{ stopColor: `var(${light})` }} />
					<stop offset="1" style={{ stopColor: `color-mix(in oklch, var(${light}) 86%, black)` }} />
				</radialGradient>
				<radialGradient id={`${prefix}-${color}-halo`}>
					<stop offset="0.2" style={{ stopColor: `var(${light})`, stopOpacity: 0.7 }} />
					<stop offset="0.45" style={{ stopColor: `var(${light})`, stopOpacity: 0.26 }} />
					<stop offset="0.72" style={{ stopColor: `var(${light})`, stopOpacity: 0.07 }} />
					<stop offset="1" style={{ stopColor: `var(${light})`, stopOpacity: 0 }} />
				</radialGradient>
			</g>
		);
	});
}

/** One lamp in an SVG that holds LedPaints. `litRef` is its light alone: its opacity is the brightness, 0…1. */
export interface LedArtProps {
	readonly prefix: string;
	readonly color: LedColor;
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	readonly brightness: number;
	readonly litRef?: Ref<SVGGElement> | undefined;
}

/** Draws a lamp: a dark lens in its collar, and the light over it. */
export function LedArt({ prefix, color, x, y, radius, brightness, litRef }: LedArtProps) {
	return (
		<g transform={`translate(${x} ${y})`}>
			<circle r={radius * 1.28} fill="oklch(0.09 0.005 240)" />
			<path
				d={`M ${-radius * 1.28} 0 A ${radius * 1.28} ${radius * 1.28} 0 0 0 ${radius * 1.28} 0`}
				fill="none"
				stroke="oklch(1 0 0 / 0.22)"
				strokeWidth={radius * 0.14}
			/>
			<circle r={radius} fill={`url(#${prefix}-${color}-off)`} />
			<g ref={litRef} style={{ opacity: brightness }}>
				<circle r={radius * HALO_RADII} fill={`url(#${prefix}-${color}-halo)`} />
				<circle r={radius} fill={`url(#${prefix}-${color}-on)`} />
			</g>
			<ellipse cx={0} cy={-radius * 0.45} rx={radius * 0.5} ry={radius * 0.26} fill="oklch(1 0 0 / 0.24)" />
		</g>
	);
}
