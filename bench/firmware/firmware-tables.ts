import { digits, figuresTable, spreadCells } from '../figures-table.ts';
import {
	type FirmwareFigures,
	formFigures,
	instrumentedRatio,
	PLATFORMS,
	type PlatformFigures,
	type PlatformName,
} from './firmware-figures.ts';
import { COMPILE_STEPS, totalTime } from './measure-compile.ts';

const ABSENT = '–';

/** Nanoseconds per tick by platform, and the native figures where there are any. */
export function ticksTable(firmwares: readonly FirmwareFigures[]): string {
	const withNative = firmwares.some(({ native }) => native !== null);
	return platformsTable(
		firmwares,
		['cycles', ({ ticks }) => digits(ticks.cyclesPerTick)],
		['interpreter', 'quartiles', 'wasm', 'quartiles', 'fastest', 'speed', 'heat'],
		({ ticks }) => {
			const plain = formFigures(ticks, 'plain');
			return [
				...spreadCells(formFigures(ticks, 'interpreter').figure),
				...spreadCells(plain.figure),
				digits(plain.figure.lowest),
				`${digits(plain.speedup)}×`,
				`${digits(instrumentedRatio(ticks))}×`,
			];
		},
		withNative ? ['native', 'native JIT'] : [],
		({ native }) => (native === null ? [ABSENT, ABSENT] : [String(native.interpreterNs), String(native.compiledNs)]),
	);
}

/** Milliseconds of compilation by platform, and sizes. */
export function compileTable(firmwares: readonly FirmwareFigures[]): string {
	const steps = (times: readonly number[]): string => times.map(digits).join('+');
	return platformsTable(
		firmwares,
		['instructions', ({ compile }) => String(compile.instructions)],
		['cold', 'steps', 'warm', 'quartiles', 'steps'],
		({ compile: { cold, warm } }) => [
			digits(totalTime(cold)),
			steps(COMPILE_STEPS.map((step) => cold[step])),
			...spreadCells(warm.total),
			steps(COMPILE_STEPS.map((step) => warm[step].median)),
		],
		['bytes', 'bytes/instr.'],
		({ platforms }) => {
			const { moduleBytes, instructions } = anyPlatform(platforms).compile;
			return [String(moduleBytes), digits(moduleBytes / instructions)];
		},
	);
}

function anyPlatform(platforms: FirmwareFigures['platforms']): PlatformFigures {
	const figures = PLATFORMS.map((name) => platforms[name]).find((candidate) => candidate !== undefined);
	if (figures === undefined) throw new Error('a firmware has no figures');
	return figures;
}

/** A table with the same columns for each platform, side by side; a platform that nothing was measured on has none. */
function platformsTable(
	firmwares: readonly FirmwareFigures[],
	[countHeading, countCell]: readonly [string, (figures: PlatformFigures) => string],
	headings: readonly string[],
	cells: (figures: PlatformFigures) => string[],
	lastHeadings: readonly string[],
	lastCells: (figures: FirmwareFigures) => string[],
): string {
	const shown = PLATFORMS.filter((name) => firmwares.some(({ platforms }) => platforms[name] !== undefined));
	const platformHeadings = (name: PlatformName): string[] =>
		headings.map((heading, i) => (i === 0 ? `${name}: ${heading}` : heading));
	return figuresTable(
		['firmware', countHeading, ...shown.flatMap(platformHeadings), ...lastHeadings],
		firmwares.map((firmware) => {
			const { name, platforms } = firmware;
			const platformCells = shown.flatMap((platform) => {
				const figures = platforms[platform];
				return figures === undefined ? headings.map(() => ABSENT) : cells(figures);
			});
			const last = lastHeadings.length === 0 ? [] : lastCells(firmware);
			return [name, countCell(anyPlatform(platforms)), ...platformCells, ...last];
		}),
	);
}
