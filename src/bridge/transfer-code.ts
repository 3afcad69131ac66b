/** The natives `read` and `write` as WebAssembly (device.md 6.3). */

import { MEMORY_OFFSET } from '../gazl/program.ts';
import { STATUS } from '../gazl/status.ts';
import type { FunctionBody } from '../gazl/wasm/body-writer.ts';
import { countWords } from '../gazl/wasm/heat-code.ts';
import { ASK_HOST, type HostContext } from '../gazl/wasm/host-code.ts';
import type { ShadowPlace } from '../gazl/wasm/shadow-code.ts';
import { DELAY_FRAMES } from './block-regions.ts';
import { NATIVE_CYCLES_PER_ITEM } from './cycle-prices.ts';
import { HostWriter, PAIR, SAMPLE_LIMIT, WORD } from './host-writer.ts';

const FRAME_MASK = DELAY_FRAMES - 1;
const MEMORY_COLUMN_BITS = 11;

/** `read` and `write`: result, offset, frames, address. */
export function transferBody(context: HostContext, writes: boolean): FunctionBody {
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
	if (context.module.shadow !== null) askAboutGuarded(body, context.module.shadow, start, count);
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

/** Leaves the transfer to the host's own function if any of its words, so many from the one in a local on, must not be accessed freely. */
function askAboutGuarded(body: HostWriter, { global, shadowed }: ShadowPlace, start: number, count: () => void): void {
	const [word, last] = ['shadowed', 'shadowedEnd'].map((name) => body.addLocal('i32', name));
	body.get(start).set(word).limited(word, 'i32.gt_s', shadowed.start).set(word);
	body.get(start);
	count();
	body
		.op('i32.add')
		.set(last)
		.limited(last, 'i32.lt_s', shadowed.start + shadowed.words)
		.set(last);
	body.get(word).get(last).op('i32.lt_s').if();
	body.loop();
	body.get(word).i32(shadowed.start).op('i32.sub').i32(2).op('i32.shl').globalGet(global).op('i32.add').load('i32.load');
	body.i32(0).op('i32.ge_s').returnIf(ASK_HOST);
	body.get(word).i32(1).op('i32.add').tee(word).get(last).op('i32.lt_s').brIf(0).end();
	body.end();
}
