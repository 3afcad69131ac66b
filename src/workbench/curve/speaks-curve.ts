import type { Program } from '../../gazl/program.ts';

/** Globals that a firmware has whose rings speak as `ring-fed-protocol.ts` says, so that others, made after the same pattern, are known too. */
const CURVE_GLOBALS = ['curve', 'fromPage', 'toPage'] as const;

/** Whether a firmware plays a curve that the page draws. */
export function speaksCurve({ symbols, natives }: Program): boolean {
	return natives.includes('ringRead') && CURVE_GLOBALS.every((name) => symbols.some((symbol) => symbol.name === name));
}
