/** Calls of a tick as WebAssembly: the loop over the ticks of a full patch with its `yield`, and the operators of a mod patch. */

import { HOST_MARKER } from '../gazl/machine-space.ts';
import type { Program } from '../gazl/program.ts';
import { STATUS } from '../gazl/status.ts';
import type { FunctionBody } from '../gazl/wasm/body-writer.ts';
import type { HostContext } from '../gazl/wasm/host-code.ts';
import { CALL_ENTRY_BYTES, RUN } from '../gazl/wasm/module-interface.ts';
import { DELAY_FRAMES } from './block-regions.ts';
import { NOT_THROUGH, type OPERATE_EXPORTS, TICK_END } from './compiled-interface.ts';
import { COPY_WORDS_PER_CYCLE, TICK_CYCLES } from './cycle-prices.ts';
import { bindFirmware, type FirmwareBinding } from './firmware-interface.ts';
import { HostWriter, PAIR, SAMPLE_LIMIT, WORD } from './host-writer.ts';

const FRAME_MASK = DELAY_FRAMES - 1;

/** What a patch shares with its host; `null` for one that is not of this kind. */
export function patchBinding(program: Program, kind: FirmwareBinding['kind']): FirmwareBinding | null {
	const binding = bindFirmware(program);
	return 'code' in binding || binding.kind !== kind ? null : binding;
}

/** The code of calls that are given cycles and charged for. */
class CallWriter extends HostWriter {
	/** Enters a function at the present dsp, as `Machine.enterCall` does; `full` is written for when the call stack is full. */
	enter(functionName: string, full: () => void): void {
		const { module, program } = this.context;
		const top = this.addLocal('i32', 'top');
		this.globalGet(module.calls).register('CALL_DEPTH').i32(3).op('i32.shl').op('i32.add').tee(top);
		this.i32(2 * CALL_ENTRY_BYTES)
			.op('i32.add')
			.globalGet(module.callsEnd)
			.op('i32.gt_u')
			.if();
		full();
		this.end();
		this.get(top).register('IP').store('i32.store');
		this.get(top).register('DSP').store('i32.store', WORD);
		this.get(top).i32(HOST_MARKER).store('i32.store', CALL_ENTRY_BYTES);
		this.get(top)
			.register('DSP')
			.store('i32.store', CALL_ENTRY_BYTES + WORD);
		this.setRegister('CALL_DEPTH', () => this.register('CALL_DEPTH').i32(2).op('i32.add'));
		const ordinal = program.functions.findIndex(({ name }) => name === functionName);
		this.setRegister('IP', () => this.i32(program.entryPoints[ordinal]));
	}

	/** Grants a call the cycles that are left, as many as a tick may have. */
	grant(): void {
		const granted = this.addLocal('i32', 'granted');
		this.cell('cyclesLeft').tee(granted).i32(TICK_CYCLES).get(granted).i32(TICK_CYCLES).op('i32.lt_s').op('select').set(granted);
		this.setCell('cyclesGranted', () => this.get(granted));
		this.setRegister('CYCLES', () => this.get(granted));
		this.setRegister('COPY_ALLOWANCE', () => this.get(granted).i32(COPY_WORDS_PER_CYCLE).op('i32.mul'));
	}

	/** Charges a call whose cycles are in the register. */
	charge(): void {
		const used = this.addLocal('i32', 'used');
		this.cell('cyclesGranted').register('CYCLES').op('i32.sub');
		this.cell('cyclesGranted').i32(COPY_WORDS_PER_CYCLE).op('i32.mul').register('COPY_ALLOWANCE').op('i32.sub');
		this.i32(COPY_WORDS_PER_CYCLE).op('i32.div_s').op('i32.add').set(used);
		this.setCell('cyclesLeft', () => this.cell('cyclesLeft').get(used).op('i32.sub'));
	}

	/** Writes a shared global; nothing when the firmware has none. */
	setGlobal(index: number, value: () => void): void {
		if (index < 0) return;
		this.globalGet(this.context.module.words);
		value();
		this.store('i32.store', index * WORD);
	}
}

/** The code of ticks, for those who begin and end them. */
class TickWriter extends CallWriter {
	readonly #globals: FirmwareBinding['globals'];

	constructor(context: HostContext, parameters: readonly string[], { globals }: FirmwareBinding) {
		super(context, parameters);
		this.#globals = globals;
	}

	/** Puts the byte address of the present tick's words on the stack. */
	at(): this {
		return this.globalGet(this.context.globals.tickAt) as this;
	}

	/** Puts on the stack whether there is one more tick to run, cycles for it, and nothing for the host to do before. */
	hasNext(): this {
		this.at().globalGet(this.context.globals.ticksEnd).op('i32.lt_u');
		this.cell('cyclesLeft').i32(0).op('i32.gt_s').op('i32.and');
		if (this.context.program.heapWords > 0) this.cell('betweenTicks').op('i32.eqz').op('i32.and');
		return this;
	}

	/** Begins the present tick: grants it cycles and gives it its input. */
	beginTick(): void {
		this.grant();
		this.setGlobal(this.#globals.clock, () => this.cell('clock').i32(FRAME_MASK).op('i32.and'));
		this.setGlobal(this.#globals.hostPosition, () => this.cell('hostPosition'));
		for (const channel of [0, 1]) {
			this.setGlobal(this.#globals.signal + channel, () => this.at().load('i32.load', channel * WORD));
		}
	}

	/** Ends the present tick, whose cycles are in the register: charges it, takes its output and goes on to the next. */
	finishTick(): void {
		const sample = this.addLocal('i32', 'sample');
		this.charge();
		this.setCell('clock', () => this.cell('clock').cell('clockStep').op('i32.add'));
		for (const channel of [0, 1]) {
			this.globalGet(this.context.module.words)
				.load('i32.load', (this.#globals.signal + channel) * WORD)
				.set(sample);
			this.limited(sample, 'i32.lt_s', SAMPLE_LIMIT).set(sample);
			this.at()
				.limited(sample, 'i32.gt_s', -SAMPLE_LIMIT)
				.store('i32.store', channel * WORD);
		}
		this.at().i32(PAIR).op('i32.add').globalSet(this.context.globals.tickAt);
	}
}

/**
 * `yield`. Among the ticks of a full patch it ends one and begins the next, and the firmware goes on where it stands; only when there is
 * no next one is the run suspended.
 */
export function yieldBody(context: HostContext): FunctionBody {
	const binding = patchBinding(context.program, 'full');
	const body = binding === null ? new HostWriter(context, ['window']) : new TickWriter(context, ['window'], binding);
	if (body instanceof TickWriter) {
		body.globalGet(context.globals.ticksEnd).if();
		body.finishTick();
		body.hasNext().if();
		body.beginTick();
		body.i32(STATUS.OK).op('return').end().end();
	}
	body.setCell('yielded', () => body.i32(1));
	body.setCell('cyclesAtYield', () => body.register('CYCLES'));
	body.setCell('yieldWindow', () => body.get(0));
	body.setRegister('CYCLES', () => body.i32(0));
	return body.i32(STATUS.OK).finish();
}

export function ticksBody(context: HostContext, binding: FirmwareBinding): FunctionBody {
	const { imports, globals } = context;
	const body = new TickWriter(context, ['first', 'count'], binding);
	const [first, count] = [0, 1];
	const answer = body.addLocal('i32', 'answer');
	const stop = (tickEnd: number): void => {
		body.setCell('tickEnd', () => body.i32(tickEnd));
		body.i32(0).globalSet(globals.ticksEnd);
		body.at().globalGet(imports.tickWords).op('i32.sub').i32(3).op('i32.shr_u').get(first).op('i32.sub').op('return');
	};
	const stopIf = (tickEnd: number): void => {
		body.if();
		stop(tickEnd);
		body.end();
	};

	body.get(first).i32(3).op('i32.shl').globalGet(imports.tickWords).op('i32.add').globalSet(globals.tickAt);
	body.at().get(count).i32(3).op('i32.shl').op('i32.add').globalSet(globals.ticksEnd);
	body.loop();
	body.hasNext().op('i32.eqz');
	stopIf(TICK_END.between);
	body.cell('suspended').op('i32.eqz').if();
	body.enter('process', () => stop(TICK_END.between));
	body.end();
	body.setCell('yielded', () => body.i32(0));
	body.beginTick();
	body.call(context.run).set(answer);
	body.setCell('suspended', () => body.cell('yielded'));
	body.setCell('suspendedWindow', () => body.cell('yieldWindow'));
	body.get(answer).i32(RUN.interpret).op('i32.eq');
	stopIf(TICK_END.interpret);
	// The yield has ended its tick itself.
	body.cell('yielded').op('i32.eqz').if();
	body.register('STATUS');
	stopIf(TICK_END.ended);
	body.finishTick();
	body.end();
	body.br(0).end();
	return body.op('unreachable').finish();
}

export function operateBody(
	context: HostContext,
	{ globals }: FirmwareBinding,
	name: (typeof OPERATE_EXPORTS)[number],
): FunctionBody {
	const { program } = context;
	const stackEnd = program.memoryWords - program.constantImage.length;
	const body = new CallWriter(context, ['left', 'right']);
	const window = body.addLocal('i32', 'window');
	const stop = (tickEnd: number): void => {
		body.setCell('tickEnd', () => body.i32(tickEnd));
		body.i32(NOT_THROUGH).op('return');
	};
	const stopIf = (tickEnd: number): void => {
		body.if();
		stop(tickEnd);
		body.end();
	};
	const fits = (words: number) =>
		body
			.get(window)
			.i32(stackEnd - words)
			.op('i32.le_s');

	body.setGlobal(globals.positions, () => body.get(0));
	body.setGlobal(globals.positions + 1, () => body.get(1));
	body.register('DSP').set(window);
	fits(2).if();
	body.address(window).i32(0).store('i32.store');
	body.address(window).i32(0).store('i32.store', WORD).end();
	body.cell('cyclesLeft').i32(0).op('i32.le_s');
	stopIf(TICK_END.between);
	body.enter(name, () => stop(TICK_END.between));
	body.setCell('yielded', () => body.i32(0));
	body.grant();
	body.call(context.run).i32(RUN.interpret).op('i32.eq');
	stopIf(TICK_END.interpret);
	body.register('STATUS');
	stopIf(TICK_END.ended);
	body.charge();
	fits(1).if('i32');
	body.address(window).load('i32.load').i32(0).op('i32.ne').else().i32(0).end();
	return body.finish();
}
