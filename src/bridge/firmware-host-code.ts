/** What the device's host adds to the module of a compiled firmware: natives and the loop over the ticks (device.md 6). */

import { HOST_MARKER, REGISTER } from '../gazl/machine-space.ts';
import { MEMORY_OFFSET, type Program } from '../gazl/program.ts';
import { STATUS } from '../gazl/status.ts';
import { BodyWriter, type FunctionBody } from '../gazl/wasm/body-writer.ts';
import { countWords } from '../gazl/wasm/heat-code.ts';
import type { HostCode, HostContext, HostFunction } from '../gazl/wasm/host-code.ts';
import { CALL_ENTRY_BYTES, RUN } from '../gazl/wasm/module-interface.ts';
import { DELAY_FRAMES, TICK_WORDS } from './block-regions.ts';
import { COPY_WORDS_PER_CYCLE, NATIVE_CYCLES_PER_ITEM, TICK_CYCLES } from './cycle-prices.ts';
import { bindFirmware, type FirmwareBinding } from './firmware-interface.ts';
import { HOST_CELL } from './host-cells.ts';

/** Byte addresses that a firmware's module imports for its host. */
export const FIRMWARE_HOST_IMPORTS = ['hostCells', 'delayLine', 'tickWords'] as const;

/** Values of the imports, by name; the last is for the instrumented form. */
export type FirmwareHostAddresses = Readonly<Record<(typeof FIRMWARE_HOST_IMPORTS)[number] | 'counters', number>>;

/**
 * Name of the export of full patches that runs ticks: from the index of the first one in the tick words and their number to the number
 * of those that got through. The clock, the cycles and the state of the run are in the host cells. It stops in front of a tick for
 * which no cycles are left, and in one that does not get through; that one has been given its input, and `TICK_END` tells how it stands.
 */
export const TICKS_EXPORT = 'ticks';

/**
 * Names of the exports of mod patches that call an operator, those of its functions: from the read positions to what it answered, 0 or 1;
 * `NOT_THROUGH` when it did not get through, for want of cycles (then it has not begun) or in the way that `TICK_END` tells. The window
 * is cleared and the positions are in place in any case.
 */
export const OPERATE_EXPORTS = ['operate1', 'operate2'] as const;

/** See `OPERATE_EXPORTS`. */
export const NOT_THROUGH = -1;

/** What `ticks` or an operator came to, in the cell `tickEnd`. */
export const TICK_END = {
	/** All ticks are through, or the next one has not begun. */
	between: 0,
	/** The run of the tick that follows is over, with a status that is no yield. */
	ended: 1,
	/** The run of the tick that follows is to be gone on with at once, by the interpreter. */
	interpret: 2,
} as const;

/** Largest magnitude of a 12-bit sample (device.md 3.1). */
const SAMPLE_LIMIT = 2047;
const FRAME_MASK = DELAY_FRAMES - 1;
const MEMORY_COLUMN_BITS = 11;
const WORD = 4;
/** Bytes of a frame, or of the words of a tick. */
const PAIR = TICK_WORDS * WORD;

type Cell = keyof typeof HOST_CELL;

/** Writes host code: a body with words for what it keeps meeting. */
class HostWriter extends BodyWriter {
	readonly context: HostContext;

	constructor(context: HostContext, parameters: readonly string[]) {
		super(
			parameters.map(() => 'i32'),
			parameters,
		);
		this.context = context;
	}

	/** Puts a cell on the stack. */
	cell(cell: Cell): this {
		return this.globalGet(this.context.imports.hostCells).load('i32.load', HOST_CELL[cell] * WORD) as this;
	}

	/** Writes a cell. */
	setCell(cell: Cell, value: () => void): this {
		this.globalGet(this.context.imports.hostCells);
		value();
		return this.store('i32.store', HOST_CELL[cell] * WORD);
	}

	/** Puts a register on the stack. */
	register(register: keyof typeof REGISTER): this {
		return this.globalGet(this.context.module.registers).load('i32.load', REGISTER[register] * WORD);
	}

	/** Writes a register. */
	setRegister(register: keyof typeof REGISTER, value: () => void): this {
		this.globalGet(this.context.module.registers);
		value();
		return this.store('i32.store', REGISTER[register] * WORD);
	}

	/** Leaves with a constant if the int on the stack is not 0. */
	returnIf(result: number): this {
		return this.if().i32(result).op('return').end();
	}

	/** Puts the byte address of the machine word whose index is in a local on the stack. */
	address(index: number): this {
		return this.get(index).i32(2).op('i32.shl').globalGet(this.context.module.words).op('i32.add');
	}

	/** Puts the smaller, or the larger, of a local and a constant on the stack. */
	limited(local: number, compare: 'i32.lt_s' | 'i32.gt_s', limit: number): this {
		return this.get(local).i32(limit).get(local).i32(limit).op(compare).op('select');
	}
}

/** `read` and `write`: result, offset, frames, address. */
function transferBody(context: HostContext, writes: boolean): FunctionBody {
	const { program, imports } = context;
	const stackEnd = program.memoryWords - program.constantImage.length;
	const body = new HostWriter(context, ['window']);
	const [offset, frames, start, at, end, frame] = ['offset', 'frames', 'start', 'at', 'end', 'frame'].map((name) =>
		body.addLocal('i32', name),
	);
	body.get(0).i32(4).op('i32.add').i32(stackEnd).op('i32.gt_s').returnIf(STATUS.DATA_STACK_OVERFLOW);
	[offset, frames, start].forEach((local, index) => {
		body
			.address(0)
			.load('i32.load', (1 + index) * WORD)
			.set(local);
	});
	body.get(frames).i32(0).op('i32.le_s').returnIf(STATUS.OK);
	body.get(frames).i32(DELAY_FRAMES).op('i32.gt_s').returnIf(STATUS.ACCESS_VIOLATION);
	body.get(start).i32(MEMORY_OFFSET).op('i32.sub').set(start);
	// As `Machine.readable` and `Machine.writable` have it: fewer words than there are, and all of them inside.
	const words = writes ? program.memoryWords - 1 : stackEnd;
	const count = () => body.get(frames).i32(1).op('i32.shl');
	count().i32(words).op('i32.ge_s').returnIf(STATUS.ACCESS_VIOLATION);
	body.get(start).i32(words);
	count().op('i32.sub').op('i32.gt_u').returnIf(STATUS.ACCESS_VIOLATION);
	body.setRegister('CYCLES', () =>
		body.register('CYCLES').get(frames).i32(1).op('i32.sub').i32(NATIVE_CYCLES_PER_ITEM).op('i32.mul').op('i32.sub'),
	);
	if (writes) body.cell('writeProtect').returnIf(STATUS.OK);

	const { heat } = context.module;
	if (heat !== null) {
		const [word, last, counter, next] = ['word', 'last', 'counter', 'next'].map((name) => body.addLocal('i32', name));
		body.get(start).tee(word);
		count().op('i32.add').set(last);
		countWords(body, heat, writes ? 'reads' : 'writes', [word, last], [counter, next]);
	}
	body.address(start).tee(at).get(frames).i32(3).op('i32.shl').op('i32.add').set(end);
	body.get(offset).i32(FRAME_MASK).op('i32.and').set(frame);
	const inDelayLine = () => body.get(frame).i32(3).op('i32.shl').globalGet(imports.delayLine).op('i32.add');
	body.loop();
	if (writes) {
		const sample = body.addLocal('i32', 'sample');
		for (const channel of [0, WORD]) {
			inDelayLine();
			body.get(at).load('i32.load', channel).set(sample);
			body.limited(sample, 'i32.lt_s', SAMPLE_LIMIT).set(sample);
			body.limited(sample, 'i32.gt_s', -SAMPLE_LIMIT).store('i32.store', channel);
		}
	} else {
		body.get(at);
		inDelayLine();
		body.load('i64.load').store('i64.store');
	}
	body.get(frame).i32(1).op('i32.add').i32(FRAME_MASK).op('i32.and').set(frame);
	body.get(at).i32(PAIR).op('i32.add').tee(at).get(end).op('i32.lt_u').brIf(0).end();
	if (writes) return body.i32(STATUS.OK).finish();

	body.get(offset).i32(FRAME_MASK).op('i32.and').set(frame);
	body.setCell('lastReadFrame', () => body.get(frame));
	body.setCell('readColumns', () =>
		body.cell('readColumns').i32(0x80000000).get(frame).i32(MEMORY_COLUMN_BITS).op('i32.shr_u').op('i32.shr_u').op('i32.or'),
	);
	return body.i32(STATUS.OK).finish();
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
		this.setCell('cyclesUsed', () => this.cell('cyclesUsed').get(used).op('i32.add'));
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

	/** Puts on the stack whether there is one more tick to run, and cycles for it. */
	hasNext(): this {
		this.at().globalGet(this.context.globals.ticksEnd).op('i32.lt_u');
		return this.cell('cyclesLeft').i32(0).op('i32.gt_s').op('i32.and');
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
function yieldBody(context: HostContext): FunctionBody {
	const binding = patchBinding(context.program, 'full');
	const body = binding === null ? new HostWriter(context, ['window']) : new TickWriter(context, ['window'], binding);
	body.setCell('cyclesAtYield', () => body.register('CYCLES'));
	if (body instanceof TickWriter) {
		body.globalGet(context.globals.ticksEnd).if();
		body.finishTick();
		body.hasNext().if();
		body.beginTick();
		body.i32(STATUS.OK).op('return').end().end();
	}
	body.setCell('yielded', () => body.i32(1));
	body.setCell('yieldWindow', () => body.get(0));
	body.setRegister('CYCLES', () => body.i32(0));
	return body.i32(STATUS.OK).finish();
}

function ticksBody(context: HostContext, binding: FirmwareBinding): FunctionBody {
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

function operateBody(context: HostContext, { globals }: FirmwareBinding, name: (typeof OPERATE_EXPORTS)[number]): FunctionBody {
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

/** What a patch shares with its host; `null` for one that is not of this kind. */
function patchBinding(program: Program, kind: FirmwareBinding['kind']): FirmwareBinding | null {
	const binding = bindFirmware(program);
	return 'code' in binding || binding.kind !== kind ? null : binding;
}

const NATIVE_TRAITS: HostCode['natives'] = {
	abort: { suspends: false, readsMemory: false, writesMemory: false },
	exit: { suspends: false, readsMemory: false, writesMemory: false },
	trace: { suspends: false, readsMemory: true, writesMemory: false },
	assertFail: { suspends: false, readsMemory: true, writesMemory: false },
	yield: { suspends: true, readsMemory: false, writesMemory: false, code: yieldBody },
	write: { suspends: false, readsMemory: true, writesMemory: false, code: (context) => transferBody(context, true) },
	read: { suspends: false, readsMemory: true, writesMemory: true, code: (context) => transferBody(context, false) },
};

/** The device's host, for `compileProgram`. */
export const FIRMWARE_HOST_CODE: HostCode = {
	natives: NATIVE_TRAITS,
	imports: FIRMWARE_HOST_IMPORTS,
	globals: ['tickAt', 'ticksEnd'],
	exports(program: Program): Readonly<Record<string, HostFunction>> {
		const exports: Record<string, HostFunction> = {};
		const full = patchBinding(program, 'full');
		if (full !== null) {
			exports[TICKS_EXPORT] = { parameters: ['i32', 'i32'], results: ['i32'], body: (context) => ticksBody(context, full) };
		}
		const mod = patchBinding(program, 'mod');
		for (const name of OPERATE_EXPORTS) {
			if (mod === null || mod.entries[name] === 0) continue;
			exports[name] = { parameters: ['i32', 'i32'], results: ['i32'], body: (context) => operateBody(context, mod, name) };
		}
		return exports;
	},
};
