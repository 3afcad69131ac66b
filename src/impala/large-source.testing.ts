/** Large firmwares, for benchmarks and for tests of what has to be fast with a large source. */

/** A part of a firmware: what it needs and a function that works on one sample of one channel. */
interface Stage {
	/** Its text. It defines `turnN()`, which hears of the knobs, and `stageN(sample, channel)`. */
	readonly lines: (n: number, below: (limit: number) => number) => readonly string[];
}

/** Lines between the first and the last part of the table of a curve: x / (1 + k |x|) at 33 places, scaled to full scale. */
function curveRows(bend: number): readonly string[] {
	const place = (at: number): number => {
		const x = (at - 16) / 16;
		return Math.round((2047 * x * (1 + bend)) / (1 + bend * Math.abs(x)));
	};
	const values = Array.from({ length: 33 }, (_, at) => place(at));
	const rows = Array.from({ length: 5 }, (_, row) => values.slice(row * 8, row * 8 + 8).join(', '));
	return rows.map((row, at) => `\t${row}${at < rows.length - 1 ? ',' : ''}`);
}

const STAGES: readonly Stage[] = [
	{
		lines: (n, below) => [
			`/* Stage ${n}, a low pass: goes a part of the way to each sample. */`,
			`const int AGILITY_${n} = ${400 + below(600)} // of 1024`,
			`global array smooth${n}[2]`,
			`global int slower${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global slower${n} = (int) global params[OPERAND_1_LOW_PARAM_INDEX] >> ${1 + below(4)};`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'locals int agility',
			'{',
			`	agility = AGILITY_${n} - global slower${n};`,
			`	y = (int) global smooth${n}[channel];`,
			'	y = y + ((sample << 8) - y) / 1024 * agility;',
			`	global smooth${n}[channel] = y;`,
			'	y = y / 256;',
			'}',
			'',
		],
	},
	{
		lines: (n, below) => [
			`/* Stage ${n}, a wave shaper: a curve at 33 places, and straight lines between them. */`,
			`readonly array curve${n}[33] = {`,
			...curveRows((1 + below(12)) / 4),
			'}',
			`global int drive${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global drive${n} = 256 + (int) global params[OPERAND_2_LOW_PARAM_INDEX] / ${1 + below(3)};`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'locals int place, pointer at, int rest',
			'{',
			`	place = (int) clip(sample * global drive${n} >> 8) + 2048;`,
			'	// The place between two of the table, in 128 steps.',
			'	rest = place & 127;',
			`	at = &global curve${n}[place >> 7];`,
			'	y = (int) at[0] + (((int) at[1] - (int) at[0]) * rest >> 7);',
			'}',
			'',
		],
	},
	{
		lines: (n, below) => [
			`/* Stage ${n}, a tremolo: the phase goes round in all the bits of a word. */`,
			`const int SWAY_${n} = ${20_000 + below(900_000)}`,
			`const int DEPTH_${n} = ${64 + below(128)} // of 256`,
			`global int phase${n}`,
			`global int step${n} = SWAY_${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global step${n} = SWAY_${n} + ((int) global params[OPERAND_2_HIGH_PARAM_INDEX] << 8);`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'locals int gain',
			'{',
			`	if (channel == 0) global phase${n} = global phase${n} + global step${n};`,
			`	gain = abs(global phase${n} >> 16) >> 7; // 0 to 256`,
			`	gain = 256 - (gain * DEPTH_${n} >> 8);`,
			'	y = sample * gain >> 8;',
			'}',
			'',
		],
	},
	{
		lines: (n, below) => [
			`/* Stage ${n}, a comb: what went in a while ago comes again, ever softer. */`,
			`const int LENGTH_${n} = ${32 + below(200)}`,
			`global array line${n}[LENGTH_${n} * 2]`,
			`global int place${n}`,
			`global int feedback${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global feedback${n} = (int) global params[OPERAND_1_LOW_PARAM_INDEX] * ${100 + below(100)} >> 8;`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'locals int at, int old',
			'{',
			`	at = global place${n} * 2 + channel;`,
			`	old = (int) global line${n}[at];`,
			`	y = sample + old * global feedback${n} / 256;`,
			`	global line${n}[at] = clip(y);`,
			'	if (channel == 1) {',
			`		global place${n} = global place${n} + 1;`,
			`		if (global place${n} >= LENGTH_${n}) global place${n} = 0;`,
			'	}',
			'}',
			'',
		],
	},
	{
		lines: (n, below) => [
			`/* Stage ${n}, a pattern of eight steps that are loud, softer or upside down. */`,
			`const int STEP_BITS_${n} = ${7 + below(5)}`,
			`global int count${n}`,
			`global int shift${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global shift${n} = (int) global params[OPERAND_1_HIGH_PARAM_INDEX] & 7;`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'{',
			`	if (channel == 0) global count${n} = global count${n} + 1;`,
			`	switch ((global count${n} >> STEP_BITS_${n}) + global shift${n} & 7 == 0 to 8) {`,
			'		case 0, 4: y = sample;',
			`		case 1: y = sample / ${2 + below(3)};`,
			'		case 2, 6: {',
			`			y = sample * ${3 + below(4)} / 8;`,
			'			if (y > 1023) y = 1023;',
			'		}',
			'		case 3: y = -sample;',
			'		default: y = sample * 7 >> 3;',
			'	}',
			'}',
			'',
		],
	},
	{
		lines: (n, below) => [
			`/* Stage ${n}, an envelope in floats: quick to rise, slow to fall, and softer while it is loud. */`,
			`const float FALL_${n} = 0.99${below(90) + 10}`,
			`global array loudness${n}[2] = { 0.0, 0.0 }`,
			`global float amount${n}`,
			'',
			`function turn${n}()`,
			'{',
			`	global amount${n} = itof((int) global params[OPERAND_2_LOW_PARAM_INDEX]) * ${(1 + below(8)) / 2048};`,
			'}',
			'',
			`function stage${n}(int sample, int channel)`,
			'returns int y',
			'locals float loud, float level',
			'{',
			'	level = itof(abs sample) / 2048.0;',
			`	loud = (float) global loudness${n}[channel] * FALL_${n};`,
			'	if (level > loud) loud = level;',
			`	global loudness${n}[channel] = loud;`,
			`	y = ftoi(itof(sample) / (1.0 + loud * global amount${n}));`,
			'}',
			'',
		],
	},
];

const HEAD = `/*
	A large firmware: many stages, of which each program plays some one after the other.

	Operand 1, high byte: the first stage. The other bytes go to the stages.
*/

const int PRAWN_FIRMWARE_PATCH_FORMAT = 2

const int PARAM_COUNT
const int OPERAND_1_HIGH_PARAM_INDEX
const int OPERAND_1_LOW_PARAM_INDEX
const int OPERAND_2_HIGH_PARAM_INDEX
const int OPERAND_2_LOW_PARAM_INDEX

extern native trace
extern native yield

readonly array panelTextRows[8] = {
	"STG ------ stage ----------- -------- colour ---------",
	"",
	"",
	"",
	"SWY ------ sway ------------ -------- drive ----------",
	"",
	"",
	""
}

global array params[PARAM_COUNT]
global array signal[2]
global array displayLEDs[4]
global int clock

const int MASTER_GAIN = 256 // of 256

/* Cuts off what is beyond full scale. */
function clip(int sample)
returns int y
{
	y = sample;
	if (y > 2047) y = 2047;
	if (y < -2047) y = -2047;
}
`;

/** The end of a firmware with so many stages. */
function tail(stages: number): string {
	const table = (name: string): string => {
		const names = Array.from({ length: stages }, (_, n) => `${name}${n}`);
		const rows = Array.from({ length: Math.ceil(stages / 8) }, (_, row) => names.slice(row * 8, row * 8 + 8).join(', '));
		return `{\n\t${rows.join(',\n\t')}\n}`;
	};
	return `
const int STAGES = ${stages}
const int PLAYED = ${Math.min(stages, STAGES.length)}
readonly array stages[STAGES] = ${table('stage')}
readonly array turns[STAGES] = ${table('turn')}

global int first

function init()
{
	trace("${stages} stages");
}

/* Tells every stage of the knobs. */
function update()
locals int n, funcptr turn
{
	for (n = 0 to STAGES) {
		turn = (funcptr) global turns[n];
		turn();
	}
	global first = (int) global params[OPERAND_1_HIGH_PARAM_INDEX] * STAGES >> 8;
}

/* Sends one channel through the stages that play. */
function play(int channel)
locals int i, int n, int sample, funcptr stage
{
	sample = (int) global signal[channel];
	for (i = 0 to PLAYED) {
		n = (global first + i) % STAGES;
		stage = (funcptr) global stages[n];
		sample = (int) clip((int) stage(sample, channel));
	}
	global signal[channel] = sample * MASTER_GAIN >> 8;
}

function process()
{
	loop {
		play(0);
		play(1);
		global displayLEDs[0] = global first;
		global displayLEDs[1] = 128 >> (global clock >> 13);
		yield();
	}
}
`;
}

/** Lines of a text that ends in a line feed. */
const lineCount = (text: string): number => text.split('\n').length - 1;

/**
 * A full patch of about `lines` lines (at most one stage of 25 lines from it, from 250 on) that compiles without a warning, is in
 * the formatter's style, and sounds. The same number gives the same text. Its line `const int MASTER_GAIN = 256 // of 256`
 * is there for edits that are heard: the output goes with it.
 */
export function largeFirmware(lines: number): string {
	let state = 1;
	// Park and Miller's generator; any numbers do.
	const below = (limit: number): number => {
		state = (state * 48271) % 0x7fffffff;
		return state % limit;
	};
	let text = HEAD;
	let stages = 0;
	while (stages < STAGES.length || lineCount(text) + lineCount(tail(stages)) < lines) {
		const stage = STAGES[stages % STAGES.length].lines(stages, below);
		text += `\n${stage.slice(0, -1).join('\n')}\n`;
		stages += 1;
	}
	return text + tail(stages);
}
