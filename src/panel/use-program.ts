import { useStore } from 'zustand';
import type { Program } from '../patch/program.ts';
import { currentProgram, deviceStore } from '../store/device-store.ts';

/** The program that is playing, kept up to date. */
export function useProgram(): Program {
	return useStore(deviceStore, currentProgram);
}
