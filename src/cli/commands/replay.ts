import { HARDWARE_BASE, usesRegisters } from '../../bridge/hardware-registers.ts';
import { statusName } from '../../gazl/status.ts';
import { OUTCOMES, outcomeName } from '../../memory/heap/outcomes.ts';
import type { ParameterEvent } from '../../offline/replay/replay-host.ts';
import { HOST_CONSTANTS } from '../../patch/host-constants.ts';
import { assembleDeviceFile } from '../assembling.ts';
import { defineCommand } from '../command.ts';
import { BadInput, fileError, UsageError } from '../diagnostics.ts';
import { chooseExecutor, EXECUTOR_OPTION } from '../executors.ts';
import { writeBytes } from '../files.ts';
import { sourceName } from '../gazl-source.ts';
import { parseInteger, parseWords } from '../numbers.ts';
import { REPLAY_DEFAULTS, recordReplay } from '../replay-record.ts';

/** What a replay starts from when nothing else is said: set A of the corpus. */
const DEFAULT_SEED = 305419896;
const DEFAULT_PARAMS: readonly number[] = [44100, 0, 1, 64, 32, 1, 96, 16];

/** `p8 replay`: a firmware under the fixed host of the conformance corpus. */
export const replay = defineCommand({
	name: 'replay',
	operands: 'FILE',
	operandCount: 1,
	summary: 'play a firmware with the fixed input of the corpus and print digests of its output',
	details: [
		'FILE is GAZL or Impala, which its name tells.',
		'One that calls natives of the heap has it, with the default configuration; the other end of its rings is',
		'held by nobody. One that asks for HW_BASE cannot be replayed.',
		'The result has the form of a run in conformance/firmware/expected.json. However the firmware ends, the exit',
		'code is 0: the status is part of the result.',
	],
	options: {
		params: { type: 'string', value: 'a,b,c,d,e,f,g,h', help: `params at the start (default ${DEFAULT_PARAMS.join(',')})` },
		event: { type: 'string', multiple: true, value: 'FRAME:a,b,c,d,e,f,g,h', help: 'params from a frame on' },
		frames: { type: 'string', value: 'N', help: `frames to play, 0 and up (default ${REPLAY_DEFAULTS.frames})` },
		seed: { type: 'string', value: 'N', help: `start of the input's noise, 0…4294967295 (default ${DEFAULT_SEED})` },
		config: { type: 'string', value: 'TEXT', help: 'text for config (default empty)' },
		debug: { type: 'boolean', help: 'assemble with DEBUG 1 (default DEBUG 0)' },
		executor: EXECUTOR_OPTION,
		out: { type: 'string', value: 'FILE', help: 'write the output: 32-bit little-endian ints, 2 a frame, 3 of a mod patch' },
	},
	run({ operands: [path = ''], options, print, report }) {
		const settings = {
			executor: chooseExecutor(options.executor),
			params: options.params === undefined ? DEFAULT_PARAMS : parseParams(options.params, '--params'),
			events: parseEvents(options.event ?? []),
			frames: options.frames === undefined ? REPLAY_DEFAULTS.frames : parseInteger(options.frames, '--frames', 0, 0x7fffffff),
			seed: options.seed === undefined ? DEFAULT_SEED : parseInteger(options.seed, '--seed', 0, 0xffffffff),
			config: options.config ?? '',
			blockFrames: REPLAY_DEFAULTS.blockFrames,
		};
		const { program, source } = assembleDeviceFile(path, options.debug ? 1 : 0);
		if (usesRegisters(program)) {
			const message = `This firmware asks for ${HARDWARE_BASE}: a replay has no registers. Play it with p8 render.`;
			throw new BadInput(fileError(path, 'NO_REGISTERS', message));
		}
		const output: Uint8Array[] = [];
		const record = recordReplay(program, settings, (bytes) => {
			// A copy: the replay fills the same block again.
			if (options.out !== undefined) output.push(Uint8Array.from(bytes));
		});
		if (!record) {
			const needs =
				"It needs a function 'process' and a global 'signal' of 2 words, or 'operate1' or 'operate2' and 'positions' of 2 words";
			throw new BadInput(fileError(path, 'NOT_A_FIRMWARE', `This program is no firmware. ${needs}.`));
		}
		if (options.out !== undefined) writeBytes(options.out, Buffer.concat(output));
		const { kind, run, misuses, fault } = record;
		for (const { native, outcome, line, count } of misuses) {
			report({
				severity: 'warning',
				file: path,
				line: source.placeOf(line).line,
				column: 1,
				name: 'MEMORY',
				message: `${native}: ${OUTCOMES[outcomeName(outcome)].meaning}${count > 1 ? ` (${count} times)` : ''}`,
			});
		}
		if (fault) {
			const { entryPoint, functionName, line, assertion } = fault;
			const reason = assertion === undefined ? '' : ` (assertion failed: ${assertion})`;
			const message = `The firmware stopped in ${functionName}, called by ${entryPoint}, after ${run.frames} frames${reason}.`;
			report({
				severity: 'warning',
				file: path,
				line: source.placeOf(line).line,
				column: 1,
				name: statusName(run.status),
				message,
			});
		}
		const json = { name: sourceName(path), kind, ...run };
		print(`${JSON.stringify(json)}\n`);
		return { exitCode: 0, json };
	},
});

function parseParams(text: string, what: string): number[] {
	return parseWords(text, what, HOST_CONSTANTS.PARAM_COUNT);
}

function parseEvents(texts: readonly string[]): ParameterEvent[] {
	const events = texts.map((text) => {
		const colon = text.indexOf(':');
		if (colon < 0) throw new UsageError(`--event needs FRAME:a,b,c,d,e,f,g,h, not '${text}'.`);
		return {
			frame: parseInteger(text.slice(0, colon), 'The frame of --event', 0, 0x7fffffff),
			params: parseParams(text.slice(colon + 1), '--event'),
		};
	});
	events.sort((a, b) => a.frame - b.frame);
	const twin = events.find(({ frame }, index) => frame === events[index + 1]?.frame);
	if (twin) throw new UsageError(`There are two --event for frame ${twin.frame}; a frame can have one.`);
	return events;
}
