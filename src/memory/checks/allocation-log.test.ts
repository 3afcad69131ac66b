import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALLOCATION_KIND } from './allocation-ledger.ts';
import { AllocationLog, AllocationLogReader, LOG_OPERATION, LOG_RECORD, type LogEntry } from './allocation-log.ts';

const RECORDS = 8;
const tableOf = () => new Int32Array(AllocationLog.tableWords(RECORDS));

function append(log: AllocationLog, address: number): void {
	log.record[LOG_RECORD.address] = address;
	log.append();
}

const serialsOf = (reader: AllocationLogReader, most?: number): readonly number[] => {
	const serials: number[] = [];
	reader.read(({ serial, address }) => {
		expect(address).toBe(1000 + serial);
		serials.push(serial);
	}, most);
	return serials;
};

test('a reader gets every record once, oldest first, and is told how many were overwritten before it looked', () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 20 }), (batches) => {
			const table = tableOf();
			const log = new AllocationLog(table);
			const reader = new AllocationLogReader(table);
			let [written, missed] = [0, 0];
			for (const batch of batches) {
				for (let i = 0; i < batch; i++) append(log, 1000 + ++written);
				const there = Math.min(batch, RECORDS);
				missed += batch - there;
				expect(serialsOf(reader)).toEqual(Array.from({ length: there }, (_, i) => written - there + 1 + i));
				expect(reader.missed).toBe(missed);
			}
		}),
	);
});

test('a reader that takes some at a time goes on where it stopped', () => {
	const table = tableOf();
	const log = new AllocationLog(table);
	const reader = new AllocationLogReader(table);
	for (let i = 1; i <= 5; i++) append(log, 1000 + i);
	expect([serialsOf(reader, 2), serialsOf(reader, 2), serialsOf(reader, 2)]).toEqual([[1, 2], [3, 4], [5]]);
});

test('a reader begins anew when the log does', () => {
	const table = tableOf();
	const log = new AllocationLog(table);
	const reader = new AllocationLogReader(table);
	for (let i = 1; i <= 5; i++) append(log, 1000 + i);
	serialsOf(reader);
	table.fill(0);
	append(log, 1001);
	expect(serialsOf(reader)).toEqual([1]);
});

test('a record is read as it was written', () => {
	const table = tableOf();
	const log = new AllocationLog(table);
	log.record.set([0, LOG_OPERATION.endFrame, ALLOCATION_KIND.dma, -2, 1, 33, 4000, 10, 16, 2, 3, 5, 12, 77]);
	log.append();
	const entries: LogEntry[] = [];
	new AllocationLogReader(table).read((entry) => entries.push(entry));
	expect(entries).toEqual([
		{
			serial: 1,
			operation: 'end of frame',
			kind: 'DMA buffer',
			frame: 2 ** 33 - 2,
			instruction: 33,
			address: 4000,
			askedWords: 10,
			grantedWords: 16,
			wantedLevel: 2,
			level: 3,
			name: 5,
			cycles: 12,
			allocation: 77,
		},
	]);
});

test('a record that is overwritten while it is read is missed and not torn', () => {
	const table = tableOf();
	const log = new AllocationLog(table);
	for (let i = 1; i <= 3; i++) append(log, 1000 + i);
	// The writer has begun record 9 in the place of record 1.
	table[LOG_RECORD.words + LOG_RECORD.serial] = 0;
	const reader = new AllocationLogReader(table);
	expect(serialsOf(reader)).toEqual([2, 3]);
	expect(reader.missed).toBe(1);
});
