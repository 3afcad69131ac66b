import { expect, it } from 'vitest';
import { HEAP_LIMITS, HEAP_TABLE_WORDS, heapTable } from '../../bridge/heap-layout.ts';
import { curveAsk, curveLength, curvePoint } from '../../bridge/ring-fed-protocol.ts';
import { RingPort } from '../../bridge/ring-port.ts';
import { Rings } from '../../memory/heap/rings.ts';
import { CurveLink } from './curve-link.ts';

/** Rings as the firmware has them, and the page's link on the other ends. */
function linked() {
	const region = new Int32Array(new SharedArrayBuffer(HEAP_TABLE_WORDS * 4));
	const rings = new Rings(heapTable(region, 'rings'), HEAP_LIMITS.rings, heapTable(region, 'ringStorage'));
	const link = new CurveLink(new RingPort(region));
	const word = new Int32Array(1);
	const heard = (): number[] => {
		const words: number[] = [];
		while (rings.readInto(1, word, 0) === 1) words.push(word[0] ?? 0);
		return words;
	};
	return { rings, link, heard };
}

it('waits for the rings, asks once for the curve, and sends what was drawn', () => {
	const { rings, link, heard } = linked();
	expect(link.exchange()).toBe(false);
	rings.create(128);
	rings.create(128);
	link.setPoint(3, 4095);
	link.setLength(16);
	expect(link.exchange()).toBe(true);
	expect(heard()).toEqual([curveAsk(), curvePoint(3, 4095), curveLength(16)]);
	expect(link.exchange()).toBe(true);
	expect(heard()).toEqual([]);
});

it('sends the newest value of a point when the ring was full meanwhile', () => {
	const { rings, link, heard } = linked();
	rings.create(16);
	rings.create(16);
	link.exchange();
	for (let point = 0; point < 64; point++) link.setPoint(point, point);
	link.exchange();
	link.setPoint(63, 4000);
	const sent = heard();
	while (link.exchange()) {
		const more = heard();
		if (more.length === 0) break;
		sent.push(...more);
	}
	expect(sent).toEqual([curveAsk(), ...Array.from({ length: 63 }, (_, point) => curvePoint(point, point)), curvePoint(63, 4000)]);
});

it('takes over what the firmware tells, but for what the hand has drawn since', () => {
	const { rings, link } = linked();
	rings.create(16);
	rings.create(16);
	link.exchange();
	rings.write(2, curvePoint(5, 1234));
	rings.write(2, curveLength(8));
	rings.write(2, (3 << 28) | (7 << 16) | 99);
	link.exchange();
	expect([link.values[5], link.length, link.place]).toEqual([1234, 8, 7]);
});

it('keeps what was drawn after the firmware was asked, when the answer is older', () => {
	const { rings, link, heard } = linked();
	rings.create(128);
	rings.create(128);
	link.exchange();
	link.setPoint(1, 64);
	link.setLength(16);
	link.exchange();
	// It is on its way, and the firmware is still telling what it had.
	expect(heard()).toEqual([curveAsk(), curvePoint(1, 64), curveLength(16)]);
	rings.write(2, curvePoint(1, 464));
	rings.write(2, curvePoint(2, 900));
	rings.write(2, curveLength(64));
	link.exchange();
	expect([link.values[1], link.values[2], link.length]).toEqual([64, 900, 16]);
});
