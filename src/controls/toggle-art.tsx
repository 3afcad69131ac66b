/** How far a lever reaches from its pivot, in hardware units. */
const REACH = 15;

/** The gradients that every ToggleArt of one SVG shares; `prefix` must be unique in the document. */
export function TogglePaints({ prefix }: { prefix: string }) {
	return (
		<>
			<linearGradient id={`${prefix}-nut`} x1="0" y1="0" x2="0" y2="1">
				<stop offset="0" style={{ stopColor: 'var(--steel)' }} />
				<stop offset="0.5" style={{ stopColor: 'var(--steel-shade)' }} />
				<stop offset="1" style={{ stopColor: 'oklch(0.24 0.008 240)' }} />
			</linearGradient>
			<radialGradient id={`${prefix}-well`} cx="0.5" cy="0.5" r="0.5">
				<stop offset="0" style={{ stopColor: 'oklch(0.08 0.005 240)' }} />
				<stop offset="0.75" style={{ stopColor: 'oklch(0.13 0.005 240)' }} />
				<stop offset="1" style={{ stopColor: 'oklch(0.3 0.008 240)' }} />
			</radialGradient>
			<linearGradient id={`${prefix}-bat`} x1="0" y1="0" x2="1" y2="0">
				<stop offset="0" style={{ stopColor: 'oklch(0.42 0.01 240)' }} />
				<stop offset="0.22" style={{ stopColor: 'oklch(0.72 0.008 240)' }} />
				<stop offset="0.4" style={{ stopColor: 'var(--steel-lit)' }} />
				<stop offset="0.62" style={{ stopColor: 'oklch(0.62 0.008 240)' }} />
				<stop offset="1" style={{ stopColor: 'oklch(0.26 0.01 240)' }} />
			</linearGradient>
			<radialGradient id={`${prefix}-tip`} cx="0.5" cy="0.26" r="0.75">
				<stop offset="0" style={{ stopColor: 'oklch(0.99 0.004 90)' }} />
				<stop offset="0.4" style={{ stopColor: 'oklch(0.84 0.006 90)' }} />
				<stop offset="1" style={{ stopColor: 'oklch(0.42 0.01 240)' }} />
			</radialGradient>
			<radialGradient id={`${prefix}-cast`}>
				<stop offset="0" style={{ stopColor: 'var(--shadow)' }} />
				<stop offset="0.6" style={{ stopColor: 'var(--shadow)', stopOpacity: 0.35 }} />
				<stop offset="1" style={{ stopColor: 'var(--shadow)', stopOpacity: 0 }} />
			</radialGradient>
		</>
	);
}

/** Corners of the hexagonal nut, flat side up. */
const NUT_POINTS = [30, 90, 150, 210, 270, 330]
	.map((deg) =>
		[11.4 * Math.sin((deg * Math.PI) / 180), -11.4 * Math.cos((deg * Math.PI) / 180)].map((n) => n.toFixed(2)).join(','),
	)
	.join(' ');

/** The bat: thin at its pivot, round and thick at its end. */
const BAT_PATH = `M -2.6 0 L -4.5 ${-REACH} A 4.5 4.5 0 0 1 4.5 ${-REACH} L 2.6 0 A 2.6 2.6 0 0 1 -2.6 0 Z`;

/** One switch in an SVG that holds TogglePaints. The classes carry its motion: the lever swings through pointing at the viewer. */
export interface ToggleArtProps {
	readonly prefix: string;
	readonly x: number;
	readonly y: number;
	readonly up: boolean;
	readonly classes: { readonly lever: string | undefined; readonly tip: string | undefined };
}

/** Draws a bat-handle switch: nut, bushing, lever and the shadow it casts. */
export function ToggleArt({ prefix, x, y, up, classes }: ToggleArtProps) {
	return (
		<g transform={`translate(${x} ${y})`}>
			<ellipse cx={0} cy={3.4} rx={14.5} ry={13.5} fill={`url(#${prefix}-cast)`} />
			<polygon points={NUT_POINTS} fill={`url(#${prefix}-nut)`} stroke="oklch(0.1 0.005 240 / 0.75)" strokeWidth={0.7} />
			<circle r={8} fill="none" stroke="oklch(1 0 0 / 0.16)" strokeWidth={0.8} />
			<circle r={7.2} fill={`url(#${prefix}-well)`} stroke="oklch(0.08 0.005 240)" strokeWidth={0.8} />
			<g className={classes.tip} style={{ transform: `translateY(${up ? -5 : REACH + 3}px)` }}>
				<ellipse rx={8.5} ry={7} fill={`url(#${prefix}-cast)`} />
			</g>
			<g className={classes.lever} style={{ transform: `scaleY(${up ? 1 : -1})` }}>
				<path d={BAT_PATH} fill={`url(#${prefix}-bat)`} stroke="oklch(0.12 0.005 240 / 0.8)" strokeWidth={0.6} />
			</g>
			<g className={classes.tip} style={{ transform: `translateY(${up ? -REACH : REACH}px)` }}>
				<ellipse cy={up ? -0.6 : 0.6} rx={3.9} ry={3.5} fill={`url(#${prefix}-tip)`} />
			</g>
		</g>
	);
}
