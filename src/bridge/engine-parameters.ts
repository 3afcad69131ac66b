/** One thing the page can set in the engine while it runs. */
export interface EngineParameterSpec {
	readonly name: string;
	readonly type: 'int' | 'float';
	readonly unit: string;
	readonly minimum: number;
	readonly maximum: number;
	readonly initial: number;
}

/**
 * The engine's parameters; a `set` command carries the index into this table. The clock is in hertz here, whatever knob,
 * division or tempo it came from (device.md 1.2, 4). Sync is off 0, dotted 1, triplets 2, standard 3.
 */
export const ENGINE_PARAMETERS = [
	{ name: 'clockHz', type: 'float', unit: 'Hz', minimum: 0, maximum: 2_000_000, initial: 44100 },
	{ name: 'sync', type: 'int', unit: '', minimum: 0, maximum: 3, initial: 0 },
	{ name: 'reverse', type: 'int', unit: '', minimum: 0, maximum: 1, initial: 0 },
	{ name: 'writeProtect', type: 'int', unit: '', minimum: 0, maximum: 1, initial: 0 },
	{ name: 'operator1', type: 'int', unit: '', minimum: 0, maximum: 4, initial: 0 },
	{ name: 'operand1High', type: 'int', unit: '', minimum: 0, maximum: 255, initial: 0 },
	{ name: 'operand1Low', type: 'int', unit: '', minimum: 0, maximum: 255, initial: 0 },
	{ name: 'operator2', type: 'int', unit: '', minimum: 0, maximum: 4, initial: 0 },
	{ name: 'operand2High', type: 'int', unit: '', minimum: 0, maximum: 255, initial: 0 },
	{ name: 'operand2Low', type: 'int', unit: '', minimum: 0, maximum: 255, initial: 0 },
] as const satisfies readonly EngineParameterSpec[];

/** Names of the engine's parameters. */
export type EngineParameterName = (typeof ENGINE_PARAMETERS)[number]['name'];

/** A value for every parameter of the engine. */
export type EngineSettings = Readonly<Record<EngineParameterName, number>>;

/** Index of each parameter in `ENGINE_PARAMETERS`. */
export const PARAMETER_INDEX = Object.fromEntries(ENGINE_PARAMETERS.map(({ name }, index) => [name, index])) as Readonly<
	Record<EngineParameterName, number>
>;

/** What every parameter is when an engine is built. */
export const INITIAL_SETTINGS = Object.fromEntries(
	ENGINE_PARAMETERS.map(({ name, initial }) => [name, initial]),
) as unknown as EngineSettings;
