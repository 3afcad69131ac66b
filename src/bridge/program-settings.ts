import { clockHz } from '../patch/control-laws.ts';
import { defaultProgram, type Program } from '../patch/program.ts';
import { FIELDS, type ParameterProperty, PROGRAM_PARAMETERS } from '../patch/program-fields.ts';
import { ENGINE_PARAMETERS, type EngineParameterName, type EngineSettings } from './engine-parameters.ts';

/** Tempo that synced clocks follow, in quarter notes a minute: the transport's default (device.md 4.2). */
export const TEMPO_BPM = 120;

/** How a parameter of the engine follows from the panel, and the field of the program that it comes from, if any. */
interface Source {
	readonly property?: ParameterProperty;
	value(program: Program, writeProtect: boolean): number;
}

const SOURCES: Readonly<Record<EngineParameterName, Source>> = {
	clockHz: { property: 'clock', value: (program) => clockHz(program, TEMPO_BPM) },
	sync: {
		property: 'syncMode',
		// The dial's choices are listed in the order of the engine's codes.
		value: (program) => FIELDS.syncMode.choices.findIndex(({ value }) => value === program.syncMode),
	},
	reverse: { property: 'reverse', value: (program) => Number(program.reverse) },
	writeProtect: { value: (_program, writeProtect) => Number(writeProtect) },
	operator1: { property: 'operator1', value: (program) => program.operator1 },
	operand1High: { property: 'operand1High', value: (program) => program.operand1High },
	operand1Low: { property: 'operand1Low', value: (program) => program.operand1Low },
	operator2: { property: 'operator2', value: (program) => program.operator2 },
	operand2High: { property: 'operand2High', value: (program) => program.operand2High },
	operand2Low: { property: 'operand2Low', value: (program) => program.operand2Low },
};

/** What the engine is to be set to for a program and the global switches. */
export function engineSettings(program: Program, writeProtect: boolean): EngineSettings {
	return Object.fromEntries(
		ENGINE_PARAMETERS.map(({ name }) => [name, SOURCES[name].value(program, writeProtect)]),
	) as unknown as EngineSettings;
}

/** Keys of the fields that a program sets to something else than the default and that the engine has no parameter for. */
export function fieldsWithoutEffect(program: Program): string[] {
	const rendered = new Set(Object.values(SOURCES).map(({ property }) => property));
	const defaults = defaultProgram();
	return PROGRAM_PARAMETERS.filter(({ property }) => {
		return !rendered.has(property) && JSON.stringify(program[property]) !== JSON.stringify(defaults[property]);
	}).map(({ key }) => key);
}
