import { createStore } from 'zustand/vanilla';

/** Lines that the console keeps. */
const LINES_KEPT = 1000;

/** What a line is: text that a firmware traced, something that went wrong, or something worth knowing. */
export type ConsoleLineKind = 'trace' | 'error' | 'warning' | 'notice';

/** One line of the console. */
export interface ConsoleLine {
	readonly id: number;
	readonly kind: ConsoleLineKind;
	readonly text: string;
}

interface ConsoleState {
	readonly lines: readonly ConsoleLine[];
}

export const consoleStore = createStore<ConsoleState>(() => ({ lines: [] }));

let nextId = 1;

/** Adds lines; the oldest go when there are too many. */
export function print(kind: ConsoleLineKind, ...texts: readonly string[]): void {
	if (texts.length === 0) return;
	consoleStore.setState(({ lines }) => ({
		lines: [...lines, ...texts.map((text) => ({ id: nextId++, kind, text }))].slice(-LINES_KEPT),
	}));
}

/** Empties the console. */
export function clearConsole(): void {
	consoleStore.setState({ lines: [] });
}
