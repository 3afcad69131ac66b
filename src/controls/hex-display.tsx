import { hexText } from './hex-typing.ts';
import { DisplayWindow, SevenSegments } from './seven-segment.tsx';

/** A hex number in a window of its own. */
export interface HexDisplayProps {
	readonly label: string;
	/** A whole number that fits the digits. */
	readonly value: number;
	readonly digits: number;
	/** Puts a lit colon after this many digits. */
	readonly colonAfter?: number | undefined;
	/** Height of a digit in hardware units; 34 unless told. */
	readonly height?: number | undefined;
}

/** Shows a number in hex; nothing to operate. */
export function HexDisplay({ label, value, digits, colonAfter, height }: HexDisplayProps) {
	return (
		<span role="img" aria-label={`${label}: 0x${hexText(value, digits)}`}>
			<DisplayWindow>
				<SevenSegments text={hexText(value, digits)} colonAfter={colonAfter} height={height} />
			</DisplayWindow>
		</span>
	);
}

/** A two-character name such as `A0`, with a colon between that can shine. */
export interface ProgramDisplayProps {
	readonly label: string;
	/** Two characters that seven segments can show. */
	readonly text: string;
	readonly colonLit?: boolean | undefined;
	readonly height?: number | undefined;
}

/** Shows which of several things is chosen. To make it a button, put it into one. */
export function ProgramDisplay({ label, text, colonLit = true, height = 34 }: ProgramDisplayProps) {
	return (
		<span role="img" aria-label={`${label}: ${text}`}>
			<DisplayWindow>
				<SevenSegments text={text} colonAfter={1} colonLit={colonLit} height={height} />
			</DisplayWindow>
		</span>
	);
}
