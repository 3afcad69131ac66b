import { describe, expect, test } from 'vitest';
import { LOG_COLUMNS, logCsv, logJsonLines } from './log-export.ts';
import { logRecord } from './log-records.testing.ts';

const HEADING =
	'serial,frame,seconds,operation,kind,name,level,wantedLevel,address,askedWords,grantedWords,cycles,function,line,allocation';

describe('the exported log', () => {
	test('as CSV has a heading and a line for each record', () => {
		expect(logCsv([logRecord(7)])).toBe(`${HEADING}\r\n7,441,0.01,allocate,block,echo,L2,L2,182194,3000,4096,9,init,47,7\r\n`);
	});

	test('as CSV leaves cells empty for what there is not', () => {
		const nothing = { nameText: '', level: -1, address: 0, functionName: '', line: 0, allocation: 0 };
		expect(logCsv([logRecord(7, { operation: 'fail', ...nothing })])).toBe(
			`${HEADING}\r\n7,441,0.01,fail,block,,,L2,,3000,4096,9,,,\r\n`,
		);
	});

	test('as CSV quotes names with commas, quotes and line feeds (RFC 4180)', () => {
		const line = logCsv([logRecord(1, { nameText: 'a "b", c' })]).split('\r\n')[1];
		expect(line).toContain(',block,"a ""b"", c",L2,');
		expect(logCsv([logRecord(1, { nameText: 'a\nb' })])).toContain('"a\nb"');
	});

	test('as JSON lines has an object a line, with null for what there is not', () => {
		const lines = logJsonLines([logRecord(1), logRecord(2, { nameText: '' })]).split('\n');
		expect(lines).toHaveLength(3);
		expect(lines[2]).toBe('');
		const [first, second] = lines.slice(0, 2).map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(Object.keys(first ?? {})).toEqual(LOG_COLUMNS.map(({ key }) => key));
		expect(first).toMatchObject({ serial: 1, operation: 'allocate', name: 'echo', level: 'L2', askedWords: 3000 });
		expect(second).toMatchObject({ serial: 2, name: null });
	});
});
