import { createStore } from 'zustand/vanilla';
import { currentProgram, deviceStore, editProgram } from '../../store/device-store.ts';
import { MISTAKE_FOLDER, type Mistake } from '../../store/mistakes.ts';
import { addFile, workspaceStore } from '../../store/workspace.ts';
import { sourceText } from '../../store/workspace-bytes.ts';
import type { ChecksHost } from './checks-host.ts';

/** A mistake that somebody has loaded. */
interface LoadedMistake {
	/** Its file in the workspace. */
	readonly fileId: string;
	/** Its text before anybody has edited it. */
	readonly text: string;
	/** Whether it has been found, and whether it has been mended since. */
	readonly wasFound: boolean;
	readonly wasMended: boolean;
}

/** The guided tour. */
interface Tour {
	/** Name of the mistake that is looked at. */
	readonly name: string;
	/** Those that have been loaded, by name. */
	readonly loaded: Readonly<Record<string, LoadedMistake>>;
	/** Why the last one could not be loaded, as a sentence; ''. */
	readonly problem: string;
}

export const tourStore = createStore<Tour>(() => ({ name: '', loaded: {}, problem: '' }));

/** Notes something of a loaded mistake. */
export function noteMistake(name: string, change: Partial<LoadedMistake>): void {
	tourStore.setState(({ loaded }) => {
		const before = loaded[name];
		return before === undefined ? {} : { loaded: { ...loaded, [name]: { ...before, ...change } } };
	});
}

/** Opens the source of a mistake as a file of the workspace, and plays it as a checked build with both operands that it reads at 0. */
export async function loadMistake(host: ChecksHost, mistake: Mistake): Promise<void> {
	const { name } = mistake;
	try {
		const text = await fetchMistake(name);
		const fileName = `${name}.impala`;
		const open = workspaceStore.getState().files.find((file) => file.name === fileName && file.text === text);
		const fileId = open?.id ?? addFile({ name: fileName, text });
		tourStore.setState(({ loaded }) => ({
			problem: '',
			loaded: { ...loaded, [name]: { fileId, text, wasFound: false, wasMended: false } },
		}));
		clearOperands();
		await host.setChecked?.(true);
		await host.playFile(fileId);
	} catch (reason) {
		tourStore.setState({ problem: reason instanceof Error ? reason.message : String(reason) });
	}
}

/** The operands by which these firmwares are played and mended. */
function clearOperands(): void {
	const { operand1High, operand2Low } = currentProgram(deviceStore.getState());
	if (operand1High !== 0 || operand2Low !== 0) editProgram((program) => ({ ...program, operand1High: 0, operand2Low: 0 }));
}

/** @throws Error with a sentence when it cannot be fetched */
async function fetchMistake(name: string): Promise<string> {
	const path = `firmware/${MISTAKE_FOLDER}/${name}.impala`;
	const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
	if (response?.ok !== true) {
		const status = response === null ? 'no connection' : response.status;
		throw new Error(`${path} cannot be fetched (${status}). Try again, or load the page again.`);
	}
	return sourceText(new Uint8Array(await response.arrayBuffer()));
}
