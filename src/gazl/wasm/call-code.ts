/** WebAssembly for what enters and leaves functions: FUNC, calls of functions and natives, RETU (gazl.md 12.2). */

import { OP } from '../opcodes.ts';
import { IP_OFFSET } from '../program.ts';
import type { CodeEmitter } from './code-emitter.ts';
import { ASK_HOST } from './host-code.ts';
import { CALL_ENTRY_BYTES, LEFT } from './module-interface.ts';
import { firstLostSlot, firstStoredSlot } from './slot-flow.ts';
import type { SlotSet } from './slot-set.ts';

/**
 * The start of block 0: leaves everything to the interpreter, FUNC included, when cycles are short or the frame does not fit the
 * data stack. Here dsp is still the caller's.
 *
 * @param cyclesNeeded cycles that the function asks for
 */
export function enterCode(emitter: CodeEmitter, cyclesNeeded: number): void {
	const { body, facts, frame, plan } = emitter;
	const frameWords = frame.locals + frame.transients;
	const highestFrame = facts.stackEnd - frameWords;
	body.get(emitter.cycles).i32(cyclesNeeded).op('i32.lt_s');
	body.get(emitter.frameWord).i32(Math.max(-1, highestFrame)).op('i32.gt_s');
	body.op('i32.or').if();
	emitter.setRegister('IP', () => body.i32(plan.symbol.start));
	emitter.setRegister('DSP', () => body.get(emitter.frameWord));
	emitter.setCallDepth();
	emitter.setRegister('CYCLES', () => body.get(emitter.cycles));
	body.i32(LEFT.goOn).op('return').end();
	if (highestFrame < 0) return;
	emitter.register('STACK_PEAK');
	body.get(emitter.frameWord).i32(frameWords).op('i32.add').op('i32.lt_s').if();
	emitter.setRegister('STACK_PEAK', () => body.get(emitter.frameWord).i32(frameWords).op('i32.add'));
	body.end();
}

/** RETU: what is left of the frame stays in memory. */
export function returnCode(emitter: CodeEmitter): void {
	emitter.storeDirty();
	emitter.body.get(emitter.cycles).op('return');
}

/** Calls a native, which sees the machine as GAZL says. */
export function nativeCode(emitter: CodeEmitter): void {
	const { body, module, instruction } = emitter;
	const status = emitter.scratch('status');
	const { readsMemory, writesMemory, code } = emitter.facts.natives[emitter.operand(0)];
	const seesFrames = readsMemory || writesMemory;
	if (seesFrames) emitter.storeDirty();
	emitter.setRegister('CYCLES', () => body.get(emitter.cycles));
	const ordinal = emitter.operand(0);
	const callHost = () => {
		setCallee(emitter);
		body.i32(ordinal).call(module.native);
	};
	if (code === undefined) {
		callHost();
	} else {
		emitter.dsp(emitter.operand(1));
		body.call(module.ownNatives[ordinal]);
	}
	if (code !== undefined && module.shadow !== null) {
		body.tee(status).i32(ASK_HOST).op('i32.eq').if();
		callHost();
		body.set(status).end().get(status);
		body.if();
	} else {
		body.tee(status).if();
	}
	if (!seesFrames) emitter.storeDirty();
	emitter.setRegister('STATUS', () => body.get(status));
	emitter.setRegister('IP', () => body.i32(instruction));
	emitter.setRegister('DSP', () => emitter.dsp());
	emitter.setCallDepth();
	emitter.setRegister('CYCLES', () => body.get(emitter.cycles));
	body.i32(LEFT.stopped).op('return').end();
	emitter.register('CYCLES');
	body.set(emitter.cycles);
	if (writesMemory) emitter.access.lose(0);
}

/** Shows a native of the host where it was called. */
function setCallee(emitter: CodeEmitter): void {
	emitter.setRegister('IP', () => emitter.body.i32(emitter.instruction));
	emitter.setRegister('DSP', () => emitter.dsp(emitter.operand(1)));
	emitter.setCallDepth();
}

/**
 * Calls a function.
 *
 * @param liveAfter slots that the code behind the call reads from their locals
 * @param floats those of them that it reads as binary32 numbers
 */
export function callCode(emitter: CodeEmitter, liveAfter: SlotSet, floats: SlotSet): void {
	const { body, module, facts, frame, instruction, access } = emitter;
	const window = emitter.operand(1);
	const ordinal = emitter.scratch('ordinal');
	const direct = emitter.opcode.number === OP.CALL_function;
	if (!direct) {
		emitter.push(0, 'i32');
		body
			.i32(IP_OFFSET)
			.op('i32.sub')
			.tee(ordinal)
			.i32(facts.functions.length - 1)
			.op('i32.ge_u');
		emitter.exitIf();
	}
	body.get(emitter.callsTop).globalGet(module.callLimit).op('i32.ge_u');
	emitter.exitIf();

	const firstStored = frame.cachedBelow(firstStoredSlot(facts, frame, instruction) ?? 0);
	const firstLost = frame.cachedBelow(firstLostSlot(facts, frame, instruction) ?? 0);
	const dirty = [...emitter.slots.dirtyBefore];
	access.store(dirty.filter((index) => index >= firstStored));
	body.get(emitter.callsTop).i32(instruction).store('i32.store');
	body.get(emitter.callsTop);
	emitter.dsp();
	body.store('i32.store', CALL_ENTRY_BYTES / 2);

	emitter.dsp(window);
	body.get(emitter.callsTop).i32(CALL_ENTRY_BYTES).op('i32.add').get(emitter.cycles);
	if (direct) body.call(module.firstFunction + emitter.operand(0));
	else body.get(ordinal).callIndirect(module.functionType);
	body.tee(emitter.cycles).i32(0).op('i32.lt_s').if();
	access.store(dirty.filter((index) => index < firstStored));
	body.get(emitter.cycles).op('return').end();

	access.lose(firstLost);
	const live = [...liveAfter];
	access.load(
		live.filter((index) => index >= firstLost),
		floats,
	);
}
