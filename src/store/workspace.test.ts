import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
	addFile,
	closeFile,
	editConfig,
	editFile,
	fileOf,
	isUnsaved,
	markSaved,
	moveFile,
	nameProblem,
	reloadFile,
	renameFile,
	setKeepGlobals,
	setLive,
	showFile,
	workspaceStore,
} from './workspace.ts';

const names = () => workspaceStore.getState().files.map(({ name }) => name);
const add = (name: string, text = '') => addFile({ name, text });

beforeEach(() => workspaceStore.setState(workspaceStore.getInitialState(), true));

describe('the files of the workspace', () => {
	it('adds a file behind the others, shows it, and takes it for unsaved', () => {
		add('a.impala');
		const id = add('b.gazl', 'x: GLOB *1');
		expect(workspaceStore.getState()).toMatchObject({ shownId: id, liveId: null, keepGlobals: true });
		expect(fileOf(id)).toEqual({
			id,
			name: 'b.gazl',
			language: 'gazl',
			text: 'x: GLOB *1',
			config: '',
			savedText: null,
			lineEnd: '\n',
		});
		expect(names()).toEqual(['a.impala', 'b.gazl']);
	});

	it.each([
		['delay.impala', 'delay 2.impala'],
		['DELAY.impala', 'DELAY 2.impala'],
		['delay', 'delay 2.impala'],
		['delay.gazl', 'delay.gazl'],
		['a/b:c.impala', 'a-b-c.impala'],
		['.impala', 'untitled.impala'],
		['', 'untitled.impala'],
	])('names a new file "%s" beside delay.impala "%s"', (wished, name) => {
		add('delay.impala');
		add(wished);
		expect(names()).toEqual(['delay.impala', name]);
	});

	it('counts on from a number that a name has already', () => {
		for (let i = 0; i < 3; i++) add('delay 2.impala');
		expect(names()).toEqual(['delay 2.impala', 'delay 3.impala', 'delay 4.impala']);
	});

	it('gives every file a sound name that no other has, whatever was wished', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ maxLength: 24, unit: 'binary' }), { maxLength: 6 }), (wishes) => {
				workspaceStore.setState(workspaceStore.getInitialState(), true);
				for (const wish of wishes) add(wish.repeat(5));
				expect(new Set(names().map((name) => name.toLowerCase())).size).toBe(wishes.length);
				expect(names().filter((name) => nameProblem(name) !== '')).toEqual([]);
			}),
		);
	});

	it('holds text with line feeds and remembers the line ends of the disk', () => {
		const id = addFile({ name: 'a.impala', text: 'one\r\ntwo\r\n', fromDisk: true });
		expect(fileOf(id)).toMatchObject({ text: 'one\ntwo\n', savedText: 'one\ntwo\n', lineEnd: '\r\n' });
		reloadFile(id, 'three\rfour');
		expect(fileOf(id)).toMatchObject({ text: 'three\nfour', savedText: 'three\nfour', lineEnd: '\r' });
	});

	it('is unsaved from an edit on until the disk has the very text', () => {
		const id = addFile({ name: 'a.impala', text: 'one', fromDisk: true });
		const file = () => fileOf(id) ?? expect.fail();
		expect(isUnsaved(file())).toBe(false);
		editFile(id, 'two');
		expect(isUnsaved(file())).toBe(true);
		markSaved(id, 'tw');
		expect(isUnsaved(file())).toBe(true);
		markSaved(id, 'two');
		expect(isUnsaved(file())).toBe(false);
	});

	it('tells nobody of an edit that changes nothing, and leaves other files the objects that they are', () => {
		const other = add('a.impala');
		const id = add('b.impala', 'same');
		const before = workspaceStore.getState();
		editFile(id, 'same');
		editConfig(id, '');
		expect(workspaceStore.getState()).toBe(before);
		editConfig(id, 'slow');
		expect(fileOf(other)).toBe(before.files[0]);
		expect(fileOf(id)?.config).toBe('slow');
	});

	it('does nothing for a file that has been closed', () => {
		const id = add('a.impala');
		closeFile(id);
		const before = workspaceStore.getState();
		editFile(id, 'late');
		moveFile(id, 0);
		showFile(id);
		setLive(id);
		closeFile(id);
		expect(renameFile(id, 'b')).toBe('');
		expect(workspaceStore.getState()).toBe(before);
	});
});

describe('renaming', () => {
	it('keeps the extension when none is given, changes the language with it, and forgets what the disk had', () => {
		const id = addFile({ name: 'a.impala', text: 'x', fromDisk: true });
		expect(renameFile(id, ' echo ')).toBe('');
		expect(fileOf(id)).toMatchObject({ name: 'echo.impala', language: 'impala', savedText: null });
		expect(renameFile(id, 'echo.gazl')).toBe('');
		expect(fileOf(id)).toMatchObject({ name: 'echo.gazl', language: 'gazl' });
	});

	it('lets a file change the case of its own name', () => {
		const id = add('echo.impala');
		expect(renameFile(id, 'Echo')).toBe('');
		expect(names()).toEqual(['Echo.impala']);
	});

	it.each([
		['', 'A file needs a name.'],
		['echo.txt', '"echo.txt" has to end in .impala or .gazl.'],
		['a/b.impala', 'A file name cannot have / in it.'],
		['a\tb.impala', 'A file name cannot have control characters in it.'],
		['Other', 'There is another file named "Other.impala".'],
		[`${'x'.repeat(100)}.impala`, 'A file name has at most 100 characters.'],
	])('refuses "%s"', (name, problem) => {
		add('other.impala');
		const id = add('mine.impala');
		expect(renameFile(id, name)).toBe(problem);
		expect(names()).toEqual(['other.impala', 'mine.impala']);
	});
});

describe('tabs', () => {
	it.each([
		[0, 1],
		[1, 2],
		[2, 1],
	])('shows the next file, or the one before at the end of the row, when file %i is closed', (closed, shown) => {
		const ids = ['a', 'b', 'c'].map((name) => add(name));
		showFile(ids[closed] ?? '');
		closeFile(ids[closed] ?? '');
		expect(workspaceStore.getState().shownId).toBe(ids[shown]);
	});

	it('shows nothing when the last file is closed, and goes on showing another that is not the one closed', () => {
		const [a, b] = [add('a'), add('b')];
		closeFile(a);
		expect(workspaceStore.getState().shownId).toBe(b);
		closeFile(b);
		expect(workspaceStore.getState().shownId).toBeNull();
	});

	it.each([
		['a', 2, ['b', 'c', 'a']],
		['c', 0, ['c', 'a', 'b']],
		['b', 99, ['a', 'c', 'b']],
		['b', -5, ['b', 'a', 'c']],
		['b', 1, ['a', 'b', 'c']],
	])('moves %s to place %i', (name, to, order) => {
		const ids = new Map(['a', 'b', 'c'].map((each) => [each, add(each)]));
		moveFile(ids.get(name) ?? '', to);
		expect(names()).toEqual(order.map((each) => `${each}.impala`));
	});

	it('knows the live file until it is closed', () => {
		const id = add('a');
		add('b');
		setLive(id);
		expect(workspaceStore.getState().liveId).toBe(id);
		closeFile(id);
		expect(workspaceStore.getState().liveId).toBeNull();
		setKeepGlobals(false);
		expect(workspaceStore.getState().keepGlobals).toBe(false);
	});
});
