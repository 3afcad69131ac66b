import { TEMPO_BPM } from '../bridge/program-settings.ts';
import { clockHz } from '../patch/control-laws.ts';
import { DELAY_OF_BYTE } from '../patch/exponential-tables.ts';
import type { Program } from '../patch/program.ts';

/** Ticks of the clock in one cycle. */
const CYCLE_FRAMES = 65536;

/** Codes of the operators of instruction 2 that delay (device.md 6.2). */
const MSK = 3;
const SUB = 4;

/** Whether the stock CPU takes the byte as a delay: both bytes of SUB and the low one of MSK. */
function isDelay(program: Program, property: 'operand2High' | 'operand2Low'): boolean {
	return program.operator2 === SUB || (program.operator2 === MSK && property === 'operand2Low');
}

/**
 * What a byte of instruction 2 delays by, as a share of the cycle and in time: `50.0000 % = 743.04 ms`; '' when it is no delay. In
 * reverse the rest of the cycle counts. A clock that stands has no time (device.md 1.3).
 */
export function delayText(program: Program, property: 'operand2High' | 'operand2Low'): string {
	if (!isDelay(program, property)) return '';
	const delayFrames = DELAY_OF_BYTE[program[property]] ?? 0;
	const heardFrames = program.reverse ? CYCLE_FRAMES - delayFrames : delayFrames;
	const percent = `${((heardFrames / CYCLE_FRAMES) * 100).toFixed(4)} %`;
	const rateHz = clockHz(program, TEMPO_BPM);
	return rateHz > 0 ? `${percent} = ${((heardFrames / rateHz) * 1000).toFixed(2)} ms` : `${percent}, the clock stands`;
}
