import type { EngineEvent } from '../../bridge/events.ts';
import type { FunctionSymbol } from '../../gazl/program.ts';
import { STATUS, statusName } from '../../gazl/status.ts';
import type { FirmwareCheck } from '../../offline/check/check-firmware.ts';
import type { Device } from '../device.ts';

/** That a firmware did not play to the end of its clip, as `--json` prints it. */
export interface FirmwareStop {
	/** Upper-case name of the status, as `BAD_POKE`. */
	readonly status: string;
	/** Null where it stopped outside of every function. */
	readonly function: string | null;
	/** In the file of the source, from 1; null where none is known. */
	readonly line: number | null;
	/** Of the clip. */
	readonly frame: number;
	readonly hadStarted: boolean;
	/** All of it in words. */
	readonly text: string;
}

type StoppedEvent = EngineEvent & { readonly kind: 'stopped' };

/**
 * Why a firmware has not done what it was to do: the first trap, or whatever ended it before it was through its start. Null for one that
 * played to the end, and for one that called exit() when it had started: that is its right.
 */
export function findStop(
	{ events }: Pick<FirmwareCheck, 'events'>,
	functions: readonly FunctionSymbol[],
	{ path, fileLine }: Pick<Device, 'path' | 'fileLine'>,
	sampleRate: number,
): FirmwareStop | null {
	const started = events.findIndex(({ kind }) => kind === 'started');
	const hadStarted = (index: number) => started >= 0 && started < index;
	const at = events.findIndex((event, index) => event.kind === 'stopped' && (isTrap(event) || !hadStarted(index)));
	const event = events[at];
	if (event?.kind !== 'stopped') return null;
	const { frame, phase } = event;
	const status = statusName(event.status);
	const name = functions[event.function]?.name ?? null;
	const line = event.line > 0 ? fileLine(event.line) : 0;
	const where = `${name === null ? phase : `${name}()`} at ${path}${line > 0 ? `:${line}` : ''}`;
	const when = hadStarted(at) ? '' : ', before it was through its start';
	return {
		status,
		function: name,
		line: line > 0 ? line : null,
		frame,
		hadStarted: hadStarted(at),
		text: `stopped at ${(frame / sampleRate).toFixed(3)} s: ${status} in ${where}${when}`,
	};
}

/** Whether a firmware was stopped against its will. */
export function isTrap({ status }: StoppedEvent): boolean {
	return status !== STATUS.TERMINATED;
}
