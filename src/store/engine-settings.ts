import type { EngineSettings } from '../bridge/engine-parameters.ts';
import { clockHz } from '../patch/control-laws.ts';
import type { Program } from '../patch/program.ts';
import type { SyncMode } from '../patch/sync-clock.ts';

/** Tempo that synced clocks follow, in quarter notes a minute: the transport's default (device.md 4.2). */
export const TEMPO_BPM = 120;

/** The SYNC dial in the order of its codes. */
const SYNC_CODES: Readonly<Record<SyncMode, number>> = { off: 0, dotted: 1, triplets: 2, standard: 3 };

/** What the engine is to be set to for a program and the global switches. */
export function engineSettings(program: Program, writeProtect: boolean): EngineSettings {
	return {
		clockHz: clockHz(program, TEMPO_BPM),
		sync: SYNC_CODES[program.syncMode],
		reverse: program.reverse ? 1 : 0,
		writeProtect: writeProtect ? 1 : 0,
		operator1: program.operator1,
		operand1High: program.operand1High,
		operand1Low: program.operand1Low,
		operator2: program.operator2,
		operand2High: program.operand2High,
		operand2Low: program.operand2Low,
	};
}
