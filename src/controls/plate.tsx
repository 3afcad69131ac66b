import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './plate.module.css';

/** A sheet of the instrument. */
export interface PlateProps {
	/** Enamel stands in front; a bay is cut into it. Enamel unless told. */
	readonly material?: 'enamel' | 'bay' | undefined;
	/** Whether screws hold it at its corners. */
	readonly screws?: boolean | undefined;
	readonly className?: string | undefined;
	readonly children?: ReactNode;
}

/** Angle of the slot of each screw: nobody lines them up. */
const SLOTS_DEG = [24, -38, 71, 8];

/** A sheet of enamel, or a bay in it, to put controls on. */
export function Plate({ material = 'enamel', screws = false, className, children }: PlateProps) {
	return (
		<div className={classNames(styles.plate, className)} data-material={material}>
			{screws && SLOTS_DEG.map((slotDeg, corner) => <Screw key={slotDeg} corner={corner} slotDeg={slotDeg} />)}
			{children}
		</div>
	);
}

function Screw({ corner, slotDeg }: { corner: number; slotDeg: number }) {
	const head = useId();
	return (
		<svg className={styles.screw} data-corner={corner} viewBox="-7.5 -7.5 15 15" aria-hidden="true">
			<defs>
				<linearGradient id={head} x1="0" y1="0" x2="0" y2="1">
					<stop offset="0" stopColor="oklch(0.62 0.008 240)" />
					<stop offset="0.5" stopColor="oklch(0.42 0.008 240)" />
					<stop offset="1" stopColor="oklch(0.3 0.008 240)" />
				</linearGradient>
			</defs>
			<circle cy={0.6} r={7.4} fill="var(--shadow)" />
			<circle r={6.6} fill={`url(#${head})`} stroke="oklch(0.1 0.005 240 / 0.7)" strokeWidth={0.7} />
			<g transform={`rotate(${slotDeg})`}>
				<rect x={-5.2} y={-0.85} width={10.4} height={1.7} rx={0.4} fill="oklch(0.13 0.005 240)" />
				<rect x={-5.2} y={0.85} width={10.4} height={0.5} fill="oklch(1 0 0 / 0.2)" />
			</g>
		</svg>
	);
}

/** A group of controls inside an engraved line, with its title on a printed tab. */
export interface EngravedGroupProps {
	readonly title: string;
	readonly className?: string | undefined;
	readonly children: ReactNode;
}

/** Controls that belong together. */
export function EngravedGroup({ title, className, children }: EngravedGroupProps) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own that cannot be undone everywhere
		<div role="group" aria-label={title} className={classNames(styles.group, className)}>
			<span className={styles.title} aria-hidden="true">
				{title}
			</span>
			{children}
		</div>
	);
}

/** Silk-screen print: small capitals, widely set. */
export function Legend({ children, soft = false }: { children: ReactNode; soft?: boolean | undefined }) {
	return (
		<span className={styles.legend} data-soft={soft}>
			{children}
		</span>
	);
}
