import { themeColour } from '../theme-colours.ts';

/** Colours and faces of the print, from the style sheet. */
export interface Ink {
	readonly print: string;
	readonly soft: string;
	readonly hairline: string;
	readonly ground: string;
	readonly used: string;
	readonly coalesced: string;
	readonly free: string;
	readonly highWater: string;
	readonly read: string;
	readonly write: string;
	readonly alarm: string;
	readonly figures: string;
	readonly label: string;
	readonly legend: string;
}

/** Reads the colours at an element. */
export function readInk(element: Element): Ink {
	return {
		print: themeColour(element, '--space-print'),
		soft: themeColour(element, '--space-print-soft'),
		hairline: themeColour(element, '--space-hairline'),
		ground: themeColour(element, '--space-ground'),
		used: themeColour(element, '--space-used-edge'),
		coalesced: themeColour(element, '--space-coalesced'),
		free: themeColour(element, '--space-free-edge'),
		highWater: themeColour(element, '--space-high-water'),
		read: themeColour(element, '--green-light'),
		write: themeColour(element, '--red-light'),
		alarm: themeColour(element, '--space-violated'),
		figures: `11px ${themeColour(element, '--font-figures')}`,
		label: `11px ${themeColour(element, '--font-print')}`,
		legend: `500 10px ${themeColour(element, '--font-print')}`,
	};
}
