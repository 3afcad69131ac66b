import { configurationProblem } from '../bridge/memory-setup.ts';
import { readConfigurationText } from '../memory/heap/configuration-reader.ts';
import { configurationText } from '../memory/heap/configuration-writer.ts';
import { LEVEL_NAMES } from '../memory/heap/levels.ts';
import type { MemoryState } from './memory-store.ts';

/** What is kept of the memory's set-up: what a user has made, but no pressure, which would be a riddle at the next visit. */
export interface KeptMemory {
	/** The configuration document. */
	readonly configuration: string;
	/** Names of the levels by names of buffers. */
	readonly levels: Readonly<Record<string, string>>;
	readonly checked: boolean;
}

export function keptMemory({ configuration, levels, checked }: MemoryState): KeptMemory {
	const named = Object.entries(levels).map(([name, level]) => [name, LEVEL_NAMES[level] ?? ''] as const);
	return { configuration: configurationText(configuration), levels: Object.fromEntries(named), checked };
}

/** The set-up that was kept. What another version of the page kept and this one cannot use is left out. */
export function memoryFromKept({ configuration, levels, checked }: KeptMemory): Partial<MemoryState> {
	const reading = readConfigurationText(configuration);
	const isUsable = 'configuration' in reading && configurationProblem(reading.configuration) === null;
	const known = Object.entries(levels).flatMap(([name, level]) => {
		const number = (LEVEL_NAMES as readonly string[]).indexOf(level);
		return number < 0 ? [] : [[name, number] as const];
	});
	return {
		...(isUsable && { configuration: reading.configuration }),
		levels: Object.fromEntries(known),
		checked: checked === true,
	};
}
