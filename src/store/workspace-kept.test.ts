import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptFile } from './workspace-kept.ts';
import { keptFile, openedFile, readKeptChanges, readKeptFile, resolveChange } from './workspace-kept.ts';

const file = (change: Partial<KeptFile> = {}): KeptFile => ({
	id: 'id',
	name: 'echo.impala',
	text: 'first',
	config: '',
	savedText: null,
	lineEnd: '\n',
	revision: 'r1',
	...change,
});

describe('a change of a kept file', () => {
	const edited = file({ text: 'second', revision: 'r2' });
	const theirs = file({ text: 'theirs', revision: 't', name: 'theirs.impala' });

	it('replaces what its tab has seen', () => {
		expect(resolveChange(file(), { id: 'id', file: edited, seen: ['r1'] })).toEqual({ file: edited, displaced: null });
	});

	it('makes a file that is not there, or not there any more', () => {
		expect(resolveChange(null, { id: 'id', file: edited, seen: ['r1'] })).toEqual({ file: edited, displaced: null });
	});

	it('displaces work of another tab that its tab has not seen', () => {
		expect(resolveChange(theirs, { id: 'id', file: edited, seen: ['r1'] })).toEqual({ file: edited, displaced: theirs });
	});

	it('displaces nothing when both tabs came to the same text', () => {
		const same = file({ ...edited, revision: 't' });
		expect(resolveChange(same, { id: 'id', file: edited, seen: ['r1'] })).toEqual({ file: edited, displaced: null });
	});

	it('leaves the newer text of another tab when only the name changed in its own', () => {
		const renamed = file({ name: 'delay.impala' });
		expect(resolveChange(theirs, { id: 'id', file: renamed, seen: ['r1'] })).toEqual({
			file: { ...theirs, name: 'delay.impala' },
			displaced: null,
		});
	});

	it('closes what its tab has seen, and not what another tab has worked on since', () => {
		expect(resolveChange(file(), { id: 'id', file: null, seen: ['r1'] })).toEqual({ file: null, displaced: null });
		expect(resolveChange(theirs, { id: 'id', file: null, seen: ['r1'] })).toEqual({ file: theirs, displaced: null });
	});

	it('never loses a text that its tab has not seen', () => {
		const revision: fc.Arbitrary<string> = fc.constantFrom('r1', 'r2', 'r3');
		const anyFile = revision.map((r) => file({ revision: r, text: `text of ${r}` }));
		const change = fc.record({ id: fc.constant('id'), file: fc.option(anyFile), seen: fc.array(revision) });
		fc.assert(
			fc.property(anyFile, change, (kept, asked) => {
				const { file: stands, displaced } = resolveChange(kept, asked);
				if (!asked.seen.includes(kept.revision)) expect([stands?.text, displaced?.text]).toContain(kept.text);
			}),
		);
	});
});

describe('a kept value', () => {
	it('comes back as the file that it was', () => {
		const kept = file({ name: 'echo.gazl', savedText: 'saved', lineEnd: '\r\n', config: 'slow' });
		expect(readKeptFile(structuredClone(kept))).toEqual({ file: kept, problem: '' });
		expect(keptFile(openedFile(kept), 'r1')).toEqual(kept);
		expect(openedFile(kept).language).toBe('gazl');
	});

	it('loses only the fields that are not as they have to be', () => {
		const damaged = { ...file(), name: '../../etc/passwd', savedText: 7, lineEnd: 'x' };
		expect(readKeptFile(damaged)).toEqual({
			file: file({ name: 'recovered.impala' }),
			problem: 'What was kept of "recovered.impala" is damaged: its name, savedText, lineEnd could not be used.',
		});
	});

	it('is no file without a text', () => {
		expect(readKeptFile({ ...file(), text: { toString: 'x' } })).toEqual({
			file: null,
			problem: 'A kept source file has no text; it was dropped.',
		});
	});

	it('gives a sound file or none, and sound changes only, whatever it is', () => {
		const hostile = fc.oneof(
			fc.anything(),
			fc.record(Object.fromEntries(Object.keys(file()).map((key) => [key, fc.anything()]))),
		);
		fc.assert(
			fc.property(hostile, (value) => {
				const read = readKeptFile(value);
				expect(read.file === null || readKeptFile(read.file).problem === '').toBe(true);
				for (const change of readKeptChanges([value, { id: 'id', file: value, seen: [] }])) {
					expect(change.file === null || readKeptFile(change.file).problem === '').toBe(true);
				}
			}),
		);
	});
});
