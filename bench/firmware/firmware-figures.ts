import { medianRatio } from '../distribution.ts';
import type { CompileFigures } from './measure-compile.ts';
import type { FormName, TickFigures } from './measure-ticks.ts';
import { isSameWork, type NativeReference } from './native-reference.ts';

/** Where firmware is measured. */
export const PLATFORMS = ['Node', 'Chromium'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** What one firmware came to on one platform. */
export interface PlatformFigures {
	readonly ticks: TickFigures;
	readonly compile: CompileFigures;
}

/** What one firmware came to. */
export interface FirmwareFigures {
	readonly name: string;
	/** Null where there is none. */
	readonly native: NativeReference | null;
	readonly platforms: Readonly<Partial<Record<PlatformName, PlatformFigures>>>;
}

/** The aims of the compiler: speed against the interpreter, and time of the instrumented form against the plain one. */
export const AIMS = { speedup: 15, instrumentedRatio: 2 } as const;

/** The ticks of one form. */
export function formFigures({ forms }: TickFigures, form: FormName): TickFigures['forms'][number] {
	const figures = forms.find((candidate) => candidate.form === form);
	if (figures === undefined) throw new Error(`the form ${form} was not measured`);
	return figures;
}

/** Time of the instrumented form against the plain one. */
export function instrumentedRatio(ticks: TickFigures): number {
	return medianRatio(formFigures(ticks, 'instrumented').figure.rounds, formFigures(ticks, 'plain').figure.rounds);
}

/** What misses an aim and which figures are not to be trusted, a line each. */
export function remarks(firmwares: readonly FirmwareFigures[]): string[] {
	return PLATFORMS.flatMap((platform) => {
		const missing = (claim: string, misses: (figures: PlatformFigures, native: NativeReference | null) => boolean): string[] => {
			const names = firmwares.filter(({ platforms, native }) => {
				const figures = platforms[platform];
				return figures !== undefined && misses(figures, native);
			});
			return names.length === 0 ? [] : [`${platform}, ${claim}: ${names.map(({ name }) => name).join(', ')}`];
		};
		return [
			...missing(`under ${AIMS.speedup}× the interpreter`, ({ ticks }) => formFigures(ticks, 'plain').speedup < AIMS.speedup),
			...missing('slower than the native JIT even in the fastest round', ({ ticks }, native) => {
				if (native === null || !isSameWork(native, ticks.cyclesPerTick)) return false;
				return formFigures(ticks, 'plain').figure.lowest > native.compiledNs;
			}),
			...missing('not comparable, the native figures are of lighter ticks', ({ ticks }, native) => {
				return native !== null && !isSameWork(native, ticks.cyclesPerTick);
			}),
			...missing(
				`instrumented over ${AIMS.instrumentedRatio}× plain`,
				({ ticks }) => instrumentedRatio(ticks) > AIMS.instrumentedRatio,
			),
			...missing('compiled forms did not settle, measure again', ({ ticks }) => {
				return !formFigures(ticks, 'plain').settled || !formFigures(ticks, 'instrumented').settled;
			}),
		];
	});
}
