import { withTypedText } from '../patch/panel-text.ts';
import type { Program } from '../patch/program.ts';
import { PROGRAM_PARAMETERS } from '../patch/program-fields.ts';
import { UsageError } from './diagnostics.ts';

/** The one global switch that `--set` knows beside the parameters of a program. */
const WRITE_PROTECT = 'WriteProtect';

/** A program and the global switch that goes with it. */
export interface PanelState {
	readonly program: Program;
	readonly writeProtect: boolean;
}

/** Names that `--set` takes. */
export const SETTABLE_NAMES: readonly string[] = [...PROGRAM_PARAMETERS.map(({ key }) => key), WRITE_PROTECT];

/**
 * Turns one control to what a user typed for it.
 *
 * @param assignment `NAME=VALUE`: the name of the parameter in a bank, in any case; a value as the panel shows it
 * @throws UsageError that says what to write instead
 */
export function withAssignment(state: PanelState, assignment: string): PanelState {
	const equals = assignment.indexOf('=');
	if (equals < 0) throw new UsageError(`--set needs NAME=VALUE, not '${assignment}'.`);
	const name = assignment.slice(0, equals).trim().toLowerCase();
	const value = assignment.slice(equals + 1).trim();
	if (name === WRITE_PROTECT.toLowerCase()) {
		if (!/^(on|off)$/i.test(value)) throw new UsageError(`--set ${WRITE_PROTECT} takes On or Off, not '${value}'.`);
		return { ...state, writeProtect: value.toLowerCase() === 'on' };
	}
	const parameter = PROGRAM_PARAMETERS.find(({ key }) => key.toLowerCase() === name);
	if (!parameter) {
		throw new UsageError(`--set knows no '${assignment.slice(0, equals)}'. Known: ${SETTABLE_NAMES.join(', ')}.`);
	}
	const typed = withTypedText(state.program, parameter.property, value);
	if ('problem' in typed) throw new UsageError(`--set ${parameter.key}: ${typed.problem}`);
	return { ...state, program: typed.program };
}
