import { expect, test } from 'vitest';
import { assemble } from '../gazl/assembler.ts';
import { HOST_MARKER, NO_INSTRUCTION, REGISTER } from '../gazl/machine-space.ts';
import { findCallFrames } from './call-frames.ts';

/** Three functions, with 1, 2 and 3 words of locals. */
const SOURCE = `outer:	FUNC
	PARA *1
	CALL &inner %0 *2
	RETU
inner:	FUNC
	PARA *1
$a:	LOCi
	MOVi $a #0
	RETU
never:	FUNC
	PARA *1
$b:	LOCi
$c:	LOCi
	RETU
`;

function program() {
	const assembly = assemble(SOURCE, { memoryWords: 256, natives: [] });
	if (!assembly.ok) throw new Error(assembly.error.message);
	return assembly.program;
}

test('frames of running calls begin below their transients by their locals; other functions have none', () => {
	const given = program();
	const [outer, inner] = given.functions;
	if (outer === undefined || inner === undefined) throw new Error('the source has three functions');
	const registers = new Int32Array(8);
	registers[REGISTER.IP] = inner.start + 1;
	registers[REGISTER.DSP] = 120;
	registers[REGISTER.CALL_DEPTH] = 3;
	// The host's marker, what it interrupted, and the call of `inner`.
	const calls = Int32Array.of(NO_INSTRUCTION, 0, HOST_MARKER, 0, outer.start + 1, 100, 99, 99);
	const frames = new Int32Array(given.functions.length);
	findCallFrames(given, calls, registers, frames);
	expect([...frames]).toEqual([100 - outer.localWords, 120 - inner.localWords, -1]);
});

test('what lies outside memory or code is no frame', () => {
	const given = program();
	const registers = new Int32Array(8);
	registers[REGISTER.IP] = (given.functions[2]?.end ?? 0) + 5;
	registers[REGISTER.DSP] = 100;
	registers[REGISTER.CALL_DEPTH] = 1_000_000;
	const calls = Int32Array.of(given.functions[0]?.start ?? 0, 300);
	const frames = new Int32Array(given.functions.length);
	findCallFrames(given, calls, registers, frames);
	expect([...frames]).toEqual([-1, -1, -1]);
});
