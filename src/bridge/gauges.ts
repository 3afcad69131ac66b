import type { GaugeSpec } from '../memory/gauges.ts';

/**
 * Latest values that the engine writes at every control boundary and the page reads when it draws.
 *
 * Memory LEDs are one bit a column, bit 31 the leftmost (device.md 1.3). `displayLeds` are the green LEDs of the four
 * operand bytes, in the order of the panel.
 */
export const ENGINE_GAUGES = [
	{ name: 'frame', words: 1, unit: 'frames mod 2^32', type: 'int' },
	{ name: 'cpuSlot', words: 1, unit: 'slot', type: 'int' },
	{ name: 'firmware', words: 1, unit: 'id, 0 stock', type: 'int' },
	{ name: 'phase', words: 1, unit: 'phase', type: 'int' },
	{ name: 'clock', words: 1, unit: 'ticks mod 65536', type: 'int' },
	{ name: 'clockHz', words: 1, unit: 'Hz', type: 'float' },
	{ name: 'readPositions', words: 2, unit: 'frames; −1 none', type: 'int' },
	{ name: 'displayLeds', words: 4, unit: 'bits', type: 'int' },
	{ name: 'memoryReadLeds', words: 1, unit: 'bits', type: 'int' },
	{ name: 'inPeak', words: 2, unit: 'full scale', type: 'float' },
	{ name: 'outPeak', words: 2, unit: 'full scale', type: 'float' },
	{ name: 'codeForm', words: 1, unit: 'CODE_FORM', type: 'int' },
	{ name: 'load', words: 1, unit: 'of the cycle budget', type: 'float' },
	{ name: 'traceDropped', words: 1, unit: 'lines', type: 'int' },
] as const satisfies readonly GaugeSpec[];

/** How the firmware that plays is executed, by the number in the gauge `codeForm`. */
export const CODE_FORM = { none: 0, interpreted: 1, plain: 2, instrumented: 3 } as const;
