import type { MemorySetting } from '../../memory/checks/pressure.ts';
import type { MemoryHost } from '../heap/memory-host.ts';

/** What the view of the checks needs of the instrument around it. */
export interface ChecksHost extends MemoryHost {
	/** Has firmware built so that its mistakes with the heap are found, or as it is. The one that plays begins anew. */
	setChecked?(on: boolean): unknown;
	/** Changes how the checks and the pressure on memory work, at once. */
	setMemorySetting?(setting: MemorySetting, value: number): void;
	/** Has all words of the heap looked at. False when the engine takes no commands just now. */
	checkHeap?(): boolean;
	/** Starts the sound; to be called from a gesture. */
	start?(): unknown;
	/** Presses RESET. */
	reset?(): void;
}
