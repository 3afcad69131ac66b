import { DEFAULT_CONFIGURATION, type HeapConfiguration, heapWords } from '../memory/heap/heap-configuration.ts';
import { LevelHeap } from '../memory/heap/level-heap.ts';
import { LEVEL_TABLE_WORDS } from './heap-layout.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';

/** How the heap of a firmware begins; structured-cloneable. */
export interface MemorySetup {
	readonly configuration: HeapConfiguration;
	/** The level of each buffer that has one by name, a number of `LEVEL`. */
	readonly levels: Readonly<Record<string, number>>;
}

/** The heap as the specification has it, with every buffer where its call wants it. */
export const DEFAULT_MEMORY_SETUP: MemorySetup = { configuration: DEFAULT_CONFIGURATION, levels: {} };

/** Why this host has no room for a configuration that is in order by itself; null when it has. */
export function configurationProblem(configuration: HeapConfiguration): string | null {
	const room = HEAP_END - HEAP_START;
	const words = heapWords(configuration, HEAP_START);
	if (words > room) return `the levels have ${words} words together and this host has ${room}: ${words - room} words missing`;
	const missing = LevelHeap.tableWords(configuration) - LEVEL_TABLE_WORDS;
	if (missing > 0) return `the tables of this configuration need ${missing} words more than this host has for them`;
	return null;
}
