/** The interface between firmware and host, each name with its declaration and its meaning: what an editor shows (device.md 6, memory.md). */

import type { HostName, HostNameKind, HostNames } from '../gazl/services/host-names.ts';
import { HARDWARE_BASE } from './hardware-registers.ts';
import { MEMORY_NATIVES } from './memory-natives.ts';

type Row = readonly [name: string, impala: string, gazl: string, documentation: string];

const GLOBALS: readonly Row[] = [
	[
		'params',
		'global array params[PARAM_COUNT]',
		'params: GLOB *PARAM_COUNT',
		'The panel, written by the host before every call of update(). Word 0 is the clock rate in Hz, word 1 the bits of the switches; then come operator, high and low operand byte (0 to 255) of instruction 1 and of instruction 2. Use the constants …_PARAM_INDEX as places.',
	],
	[
		'clock',
		'global int clock',
		'clock: GLOB *1',
		'The place in the delay memory that belongs to this tick, in frames: 0 to 65535. It goes up by 1 with every tick, down in reverse, and wraps.',
	],
	[
		'hostPosition',
		'global int hostPosition',
		'hostPosition: GLOB *1',
		'Where the song is, in pulses of 1 / HOST_POSITION_PPQ of a quarter note, stretched so that one turn of the clock is four quarter notes. −1 while the transport stands still, 0 while SYNC is off.',
	],
	[
		'signal',
		'global array signal[2]',
		'signal: GLOB *2',
		'Left and right sample of this tick, −2047 to 2047. It is the input when process() goes on, and what stands there at yield() or at the end is the output; the host clips it to the same range. A full patch needs it.',
	],
	[
		'positions',
		'global array positions[2]',
		'positions: GLOB *2',
		'Where left and right are read from the delay memory: 16 bits of frames and 4 bits of fraction, 0 to 0xFFFFF, wrapping. operate1() and operate2() change them. A mod patch needs it.',
	],
	[
		'displayLEDs',
		'global array displayLEDs[4]',
		'displayLEDs: GLOB *4',
		'Four rows of eight LEDs: high and low byte of instruction 1, high and low byte of instruction 2. The lowest 8 bits of each word count; bit 7 is the leftmost LED.',
	],
	[
		'instance',
		'global int instance',
		'instance: GLOB *1',
		'A number that no other firmware of the session has; there before init(). Use it to seed random numbers.',
	],
	[
		'config',
		'global array config[100]',
		'config: GLOB *100',
		'The text that the user gives to the firmware, one character a word and a 0 behind the last; there before init(). What does not fit is cut off. Any size will do.',
	],
	[
		'clockFreqLimit',
		'readonly int clockFreqLimit = 132300',
		'clockFreqLimit: CNST *1',
		'The highest clock rate in Hz that the firmware wants to run at; 0 for none of its own. Read once, after init().',
	],
	[
		'updateMask',
		'readonly int updateMask = 0xFF',
		'updateMask: CNST *1',
		'Which words of params call update() when they change: bit 0 for word 0, and so on. Without it all do. Read once, after init().',
	],
	[
		'panelTextRows',
		'readonly array panelTextRows[8] = { "", "", "", "", "", "", "", "" }',
		'panelTextRows: CNST *8',
		'Pointers to the eight rows of text on the tape over the panel. Read once, after init(), which may fill them in.',
	],
	[
		'configText',
		'readonly pointer configText = ""',
		'configText: CNST *1',
		'Pointer to the text in the dialog where the user writes the config. Read once, after init().',
	],
];

const FUNCTIONS: readonly Row[] = [
	[
		'init',
		'function init()',
		'init: FUNC',
		'Called once when the firmware is loaded, with params, config and instance in place. It has two seconds.',
	],
	[
		'update',
		'function update()',
		'update: FUNC',
		'Called before a tick when a word of params has changed, about once in 136 ticks at most, and once behind init(). Work out here what process() only has to look up.',
	],
	[
		'reset',
		'function reset()',
		'reset: FUNC',
		'Called behind the first update(), by the RESET switch, and when the song jumps or the host starts over.',
	],
	[
		'process',
		'function process()',
		'process: FUNC',
		'Makes a full patch, which replaces the whole signal processor. Called for every tick, or resumed where it called yield(): read signal, write and read the delay memory, put the output back into signal.',
	],
	[
		'operate1',
		'function operate1() returns int handled',
		'operate1: FUNC',
		'Makes a mod patch: called for every tick in place of instruction 1, to change positions. With a result of 0 the stock operator goes on from there; with any other it is left out.',
	],
	[
		'operate2',
		'function operate2() returns int handled',
		'operate2: FUNC',
		'Makes a mod patch: called for every tick in place of instruction 2, to change positions. With a result of 0 the stock operator goes on from there; with any other it is left out.',
	],
];

const NATIVES: readonly (readonly [name: string, call: string, documentation: string])[] = [
	['abort', 'abort()', 'Stops the firmware as a failure. The stock program plays on.'],
	['exit', 'exit()', 'Ends the firmware as intended, without a message. The stock program plays on.'],
	[
		'trace',
		'trace(pointer text)',
		'Prints a text, characters in words with a 0 behind them, to the console; at most 4096 characters. Does nothing while DEBUG is 0.',
	],
	[
		'assertFail',
		'assertFail(pointer text)',
		'Prints a text and stops the firmware. What assert calls when its condition does not hold.',
	],
	[
		'yield',
		'yield()',
		'Ends the tick and returns in the next one, with all locals as they were. A process() that loops calls it once for every frame.',
	],
	[
		'write',
		'write(int offset, int frames, pointer from)',
		'Writes frames, two words each (left, right), into the delay memory from an offset on. The offset is any int and wraps at 65536 frames; samples are clipped to −2047 to 2047. At most 65536 frames; nothing happens under WRITE PROT.',
	],
	[
		'read',
		'read(int offset, int frames, pointer to)',
		'Reads frames, two words each (left, right), from the delay memory from an offset on. The offset is any int and wraps at 65536 frames; at most 65536 frames. Nothing is interpolated. The first frame read lights the green LEDs of the memory.',
	],
];

const OPERATOR_MEANINGS: Readonly<Record<string, string>> = {
	'1_NOP': 'does nothing',
	'1_AND': 'clears the bits of the position that the operand has set',
	'1_MUL': 'plays at another speed, or backward',
	'1_OSC': 'swings the position as a triangle oscillator',
	'1_RND': 'moves the position at random',
	'2_NOP': 'does nothing',
	'2_OR': 'sets the bits of the position that the operand has set',
	'2_XOR': 'turns over the bits of the position that the operand has set',
	'2_MSK': 'keeps or drops what instruction 1 did, by eighths of the cycle',
	'2_SUB': 'delays left and right by a time each',
};

const CONSTANTS: readonly (readonly [name: string, documentation: string])[] = [
	...Object.entries(OPERATOR_MEANINGS).map(([name, meaning]): readonly [string, string] => [
		`OPERATOR_${name}`,
		`What params holds for operator ${name.slice(2)} of instruction ${name.charAt(0)}, which ${meaning}.`,
	]),
	['OPERATOR_1_COUNT', 'How many operators instruction 1 has.'],
	['OPERATOR_2_COUNT', 'How many operators instruction 2 has.'],
	['SWITCHES_SYNC_MASK', 'Bit of the switches that is set while the clock follows the song, dotted and triplets included.'],
	['SWITCHES_TRIPLET_MASK', 'Bit of the switches that is set, besides that of SYNC, for triplets.'],
	['SWITCHES_DOTTED_MASK', 'Bit of the switches that is set, besides that of SYNC, for dotted notes.'],
	['SWITCHES_WRITE_PROTECT_MASK', 'Bit of the switches that is set while WRITE PROT is on: write() changes nothing then.'],
	['SWITCHES_REVERSE_MASK', 'Bit of the switches that is set while REV is on: the clock counts down then.'],
	['CLOCK_FREQ_PARAM_INDEX', 'Place in params of the clock rate, in whole Hz.'],
	['CLOCK_FREQUENCY_PARAM_INDEX', 'Another name for CLOCK_FREQ_PARAM_INDEX, from older sources.'],
	['SWITCHES_PARAM_INDEX', 'Place in params of the switches, one bit each: see the constants SWITCHES_….'],
	['OPERATOR_1_PARAM_INDEX', 'Place in params of the operator of instruction 1: one of the constants OPERATOR_1_….'],
	['OPERAND_1_HIGH_PARAM_INDEX', 'Place in params of the high operand byte of instruction 1, 0 to 255.'],
	['OPERAND_1_LOW_PARAM_INDEX', 'Place in params of the low operand byte of instruction 1, 0 to 255.'],
	['OPERATOR_2_PARAM_INDEX', 'Place in params of the operator of instruction 2: one of the constants OPERATOR_2_….'],
	['OPERAND_2_HIGH_PARAM_INDEX', 'Place in params of the high operand byte of instruction 2, 0 to 255.'],
	['OPERAND_2_LOW_PARAM_INDEX', 'Place in params of the low operand byte of instruction 2, 0 to 255.'],
	['PARAM_COUNT', 'How many words params has.'],
	['POSITION_INT_BITS', 'Bits of whole frames in a position of the delay memory.'],
	['POSITION_FRACT_BITS', 'Bits of fraction in a position of the delay memory: positions count sixteenths of a frame.'],
	['HOST_POSITION_PPQ', 'Pulses of hostPosition in a quarter note.'],
	['DEBUG', '1 while the firmware is being developed, 0 when it comes from a bank: assertions and trace() work only with 1.'],
];

const REGISTERS =
	'Pointer to the 13 registers, for firmware of this host only: 0 audio input and 1 audio output, left in the upper and right in the lower 16 bits; 2 to 9 the words of params as they are now; 10 LED control, a byte for each row of displayLEDs, the first on top; 11 the clock in Hz; 12 status, with a bit each for playing, write protected, reverse, reset since last read, input clipped, out of memory since last read.';

/** Which constants of the host the declaration of a name uses. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { params: ['PARAM_COUNT'] };

function entry(kind: HostNameKind, name: string, impala: string, gazl: string, call: string, documentation: string): HostName {
	return { name, kind, impala, gazl, call, needs: NEEDS[name] ?? [], documentation };
}

function* entries(): Generator<HostName> {
	yield entry(
		'setting',
		'PRAWN_FIRMWARE_PATCH_FORMAT',
		'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2',
		'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2',
		'',
		'The interface that the firmware is written for. Every firmware has to define it; use 2.',
	);
	for (const [name, impala, gazl, documentation] of GLOBALS) {
		yield entry(/^\w+ array /.test(impala) ? 'array' : 'global', name, impala, gazl, '', documentation);
	}
	for (const [name, impala, gazl, documentation] of FUNCTIONS) yield entry('function', name, impala, gazl, '', documentation);
	for (const [name, call, documentation] of NATIVES)
		yield entry('native', name, `extern native ${name}`, '', call, documentation);
	for (const { name, parameters, result, meaning } of MEMORY_NATIVES) {
		const call = `${name}(${parameters.map((parameter) => `${parameter.type} ${parameter.name}`).join(', ')})`;
		yield entry('native', name, `extern native ${name}`, '', result === null ? call : `${call} returns ${result}`, meaning);
	}
	for (const [name, documentation] of CONSTANTS) yield entry('constant', name, `const int ${name}`, '', '', documentation);
	yield entry('constant', HARDWARE_BASE, `const pointer ${HARDWARE_BASE}`, '', '', REGISTERS);
}

/** Every name that firmware and host know each other by. */
export const FIRMWARE_DOCUMENTATION: HostNames = new Map([...entries()].map((hostName) => [hostName.name, hostName]));
