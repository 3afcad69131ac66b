import { createStore } from 'zustand/vanilla';

/** The violation that somebody has chosen to read of, by its row in the list of a firmware; −1 for none. */
export const chosenViolation = createStore<{ readonly firmware: number; readonly row: number }>(() => ({ firmware: 0, row: -1 }));
