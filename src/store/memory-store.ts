import { createStore } from 'zustand/vanilla';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from '../bridge/memory-setup.ts';
import type { MemorySetting } from '../memory/checks/pressure.ts';
import { LEVEL_OF_CALL } from '../memory/heap/buffer-levels.ts';

/** What firmware gets for memory the next time that it is loaded. */
export interface MemoryState extends MemorySetup {
	/** Whether firmware is built so that every access to its heap is checked. */
	readonly checked: boolean;
	/** What the engine is told of checks and pressure. */
	readonly settings: Readonly<Record<MemorySetting, number>>;
}

const NO_PRESSURE: MemoryState['settings'] = {
	stopAtViolation: 0,
	failEvery: 0,
	failProbability: 0,
	seed: 1,
	halvedLevel: 0,
	checkedWords: 0,
};

export const memoryStore = createStore<MemoryState>(() => ({ ...DEFAULT_MEMORY_SETUP, checked: false, settings: NO_PRESSURE }));

/** Gives the buffers of a name a level from the next load on. @param level a number of `LEVEL`, or {@link LEVEL_OF_CALL} */
export function setBufferLevel(name: string, level: number): void {
	memoryStore.setState(({ levels }) => {
		const { [name]: _before, ...others } = levels;
		return { levels: level === LEVEL_OF_CALL ? others : { ...others, [name]: level } };
	});
}
