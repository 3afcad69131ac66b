/** WebAssembly for the exported function that runs a machine from its registers, whatever is on its call stack. */

import { HOST_MARKER } from '../machine-space.ts';
import { STATUS } from '../status.ts';
import { BodyWriter, type FunctionBody } from './body-writer.ts';
import { CALL_ENTRY_BYTES, LEFT, type ModuleIndices, REGISTER_OFFSET, RUN } from './module-interface.ts';

/** An instruction at which compiled code can begin. */
export interface EntryPoint {
	readonly instruction: number;
	readonly functionIndex: number;
	/** What the function is told, see `ModuleIndices.resumePoint`; `null` when it does not ask. */
	readonly resumePoint: number | null;
	/** Declared slots of the function, which lie below dsp; 0 at its FUNC. */
	readonly localsBelow: number;
}

/**
 * The body of `run`. `nestedCalls`: how many may be nested natively.
 *
 * It calls the function of the instruction at ip, and when that returns, goes on in its caller by the call stack's record: calls that
 * were nested natively before a suspension are not rebuilt, each frame continues when its turn comes.
 */
export function driverBody(
	module: ModuleIndices,
	entryPoints: readonly EntryPoint[],
	instructions: number,
	nestedCalls: number,
): FunctionBody {
	const body = new BodyWriter([]);
	const [ip, dsp, callsTop, cycles, outerLimit, toHost] = ['ip', 'dsp', 'callsTop', 'cycles', 'outerLimit', 'toHost'].map(
		(name) => body.addLocal('i32', name),
	);
	const register = (name: keyof typeof REGISTER_OFFSET) =>
		body.globalGet(module.registers).load('i32.load', REGISTER_OFFSET[name]);
	const setRegister = (name: keyof typeof REGISTER_OFFSET, value: () => void): void => {
		body.globalGet(module.registers);
		value();
		body.store('i32.store', REGISTER_OFFSET[name]);
	};
	const leave = (answer: number): void => {
		body.get(outerLimit).globalSet(module.callLimit).i32(answer).op('return');
	};
	const timeOutIfSpent = (): void => {
		register('CYCLES').tee(cycles).i32(0).op('i32.le_s').if();
		setRegister('CYCLES', () => body.get(cycles).i32(1).op('i32.sub'));
		setRegister('STATUS', () => body.i32(STATUS.TIME_OUT));
		leave(RUN.stopped);
		body.end();
	};

	// A run inside a native of an outer run has a limit of its own.
	body.globalGet(module.callLimit).set(outerLimit);
	body.globalGet(module.calls);
	register('CALL_DEPTH').i32(3).op('i32.shl').op('i32.add').set(callsTop);
	body
		.get(callsTop)
		.i32(nestedCalls * CALL_ENTRY_BYTES)
		.op('i32.add')
		.globalGet(module.callsEnd);
	body
		.get(callsTop)
		.i32(nestedCalls * CALL_ENTRY_BYTES)
		.op('i32.add')
		.globalGet(module.callsEnd)
		.op('i32.lt_u');
	body.op('select').globalSet(module.callLimit);

	body.loop();
	timeOutIfSpent();
	body.get(callsTop).globalGet(module.calls).op('i32.le_u').if();
	leave(RUN.interpret);
	body.end();
	register('IP').set(ip);
	register('DSP').set(dsp);

	body.block().block();
	const depthOf = new Map(entryPoints.map(({ instruction }, index) => [instruction, index]));
	for (const _ of entryPoints) body.block();
	body.get(ip).brTable(
		Array.from({ length: instructions }, (_, instruction) => depthOf.get(instruction) ?? entryPoints.length),
		entryPoints.length,
	);
	entryPoints.forEach(({ functionIndex, resumePoint, localsBelow }, index) => {
		body.end();
		if (resumePoint !== null) body.i32(resumePoint).globalSet(module.resumePoint);
		body.get(dsp).i32(localsBelow).op('i32.sub').get(callsTop).get(cycles).call(functionIndex).set(cycles);
		body.br(entryPoints.length - index);
	});
	body.end();
	leave(RUN.interpret);
	body.end();

	body.get(cycles).i32(0).op('i32.lt_s').if();
	body.get(cycles).i32(LEFT.stopped).op('i32.eq').if();
	leave(RUN.stopped);
	body.end();
	timeOutIfSpent();
	leave(RUN.interpret);
	body.end();

	const popEntry = () => body.get(callsTop).i32(CALL_ENTRY_BYTES).op('i32.sub').tee(callsTop).load('i32.load').set(ip);
	popEntry();
	body.get(ip).i32(HOST_MARKER).op('i32.eq').tee(toHost).if();
	popEntry();
	body.else();
	body.get(ip).i32(1).op('i32.add').set(ip);
	body.end();
	setRegister('IP', () => body.get(ip));
	setRegister('DSP', () => body.get(callsTop).load('i32.load', CALL_ENTRY_BYTES / 2));
	setRegister('CALL_DEPTH', () => body.get(callsTop).globalGet(module.calls).op('i32.sub').i32(3).op('i32.shr_u'));
	setRegister('CYCLES', () => body.get(cycles));
	body.get(toHost).op('i32.eqz').brIf(0);
	body.end();
	setRegister('STATUS', () => body.i32(STATUS.OK));
	leave(RUN.stopped);
	body.op('unreachable');
	return body.finish();
}
