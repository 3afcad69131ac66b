import { describe, expect, test } from 'vitest';
import { INSTRUCTION_FORMS } from '../instruction-forms.ts';
import { DATA_RULES } from '../operand-codes.ts';
import type { Span } from './answers.ts';
import { gazlCompletionsAt } from './gazl-completion.ts';
import { gazlHoverAt } from './gazl-hover.ts';
import { readGazl } from './gazl-names.ts';
import { gazlDefinitionAt, gazlReferencesAt, gazlRenameAt } from './gazl-navigation.ts';
import { gazlOutline } from './gazl-outline.ts';
import { gazlTokens, tokeniseGazl } from './gazl-tokens.ts';
import type { HostName, HostNames } from './host-names.ts';
import { MNEMONICS } from './mnemonics.ts';

const hostName = (kind: HostName['kind'], name: string, call = ''): readonly [string, HostName] => [
	name,
	{ name, kind, impala: '', gazl: '', call, needs: [], documentation: `About ${name}.` },
];
const HOST: HostNames = new Map([
	hostName('native', 'yield', 'yield()'),
	hostName('constant', 'COUNT'),
	hostName('array', 'signal'),
]);

/** A text and where `¦`, which GAZL has no use for, stood in it. */
function marked(source: string) {
	const offset = source.indexOf('¦');
	return { reading: readGazl(source.replace('¦', '')), offset };
}

const kindsOf = (line: string) => gazlTokens(line).map(({ kind, start, end }) => `${kind} ${line.slice(start, end)}`);

describe('tokens', () => {
	test.each<readonly [string, readonly string[]]>([
		['main: FUNC ; begins', ['label main:', 'directive FUNC', 'comment ; begins']],
		['\tADDi $i $i #1', ['opcode ADDi', 'variable $i', 'variable $i', 'constant #1']],
		['\tPOKE &g:2 %3;c', ['opcode POKE', 'address &g:2', 'transient %3', 'comment ;c']],
		['\tCALL ^yield %0 *1', ['opcode CALL', 'native ^yield', 'transient %0', 'size *1']],
		['x:!DEFi #3', ['label x:', 'bang !', 'directive DEFi', 'constant #3']],
		['! ADDi <A> #N <B>', ['bang !', 'opcode ADDi', 'compileTimeVariable <A>', 'constant #N', 'compileTimeVariable <B>']],
		['\tGRTi $i #2 @.l0', ['opcode GRTi', 'variable $i', 'constant #2', 'branch @.l0']],
		['\tDATs a; "b', ['directive DATs', 'text a; "b']],
		["\tDATi #'; '  #1", ['directive DATi', "constant #'; '", 'constant #1']],
		['! FAIL no; good ', ['bang !', 'opcode FAIL', 'text no; good']],
		['\taddi x', ['unknown addi', 'variable x']],
		['\tDEFi #1', ['unknown DEFi', 'constant #1']],
		['\tRETU !', ['opcode RETU', 'unknown !']],
		['end: !', ['label end:', 'bang !']],
		['   ', []],
	])('%j', (line, tokens) => {
		expect(kindsOf(line)).toEqual(tokens);
	});

	test('have their places in the whole text, whatever ends its lines', () => {
		const text = 'a: FUNC\r\n\tRETU\r; c\n\n\tNOOP';
		expect(tokeniseGazl(text).map(({ start, end }) => text.slice(start, end))).toEqual(['a:', 'FUNC', 'RETU', '; c', 'NOOP']);
	});
});

const SOURCE = [
	'; How loud.',
	'level: GLOB *4 ; words',
	'K: ! DEFi #2',
	'\tCNST *3',
	'text: DATs abc',
	'other: FUNC',
	'$i: LOCi',
	'loop: ADDi $i $i #K',
	'\tLSSi $i #9 @loop',
	'\tRETU',
	'main: FUNC',
	'$i: LOCi',
	'\tPEEK $i &level:K',
	'\tEQUi $i #0 @loop',
	'\tCALL &other %0 *1',
	'\tCALL ^yield %0 *1',
	'loop: RETU',
];
const WHOLE = SOURCE.join('\n');
/** The place of a text in the source, by the line (from 1) that it is in. */
const at = (line: number, text: string) =>
	SOURCE.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + SOURCE[line - 1].indexOf(text);
/** Lines from 1, and columns from 0. */
const placeOf = ({ start }: Span): string => {
	const before = WHOLE.slice(0, start).split('\n');
	return `${before.length}:${before.at(-1)?.length}`;
};

describe('names', () => {
	const reading = readGazl(WHOLE);

	test('of labels and slots belong to their function', () => {
		expect(gazlReferencesAt(reading, at(9, 'loop')).map(placeOf)).toEqual(['8:0', '9:13']);
		expect(gazlReferencesAt(reading, at(14, 'loop')).map(placeOf)).toEqual(['17:0', '14:13']);
		expect(gazlReferencesAt(reading, at(13, '$i')).map(placeOf)).toEqual(['12:0', '13:6', '14:6']);
	});

	test('of data, constants and functions belong to the text', () => {
		expect(gazlReferencesAt(reading, at(13, 'level')).map(placeOf)).toEqual(['2:0', '13:10']);
		expect(gazlReferencesAt(reading, at(3, 'K')).map(placeOf)).toEqual(['3:0', '8:18', '13:16']);
		expect(gazlReferencesAt(reading, at(15, 'other')).map(placeOf)).toEqual(['6:0', '15:7']);
	});

	test('lead to their declaration; those of the host to none', () => {
		expect(gazlDefinitionAt(reading, at(15, 'other'))).toEqual({ start: at(6, 'other'), end: at(6, 'other') + 5 });
		expect(gazlDefinitionAt(reading, at(16, 'yield'))).toBeNull();
		expect(gazlDefinitionAt(reading, at(10, 'RETU'))).toBeNull();
	});

	test('skips end at the next label that is written alike', () => {
		const { reading: skips, offset } = marked('end: NOOP\n! EQUi #1 #1 @¦end\nend: !\nend: !');
		const target = skips.text.indexOf('end: !');
		expect(gazlReferencesAt(skips, offset)).toEqual([
			{ start: target, end: target + 3 },
			{ start: offset, end: offset + 3 },
		]);
	});

	test('with a number behind # are what the assembler makes of them', () => {
		const { reading: labels, offset } = marked("f: FUNC\n\tGOTO @¦sw.66\nsw#'B': RETU");
		expect(gazlDefinitionAt(labels, offset)).toEqual({ start: labels.text.indexOf('sw#'), end: labels.text.indexOf('sw#') + 6 });
	});
});

describe('hovering', () => {
	const hover = (line: number, text: string) => gazlHoverAt(readGazl(WHOLE), at(line, text), HOST);

	test('over a mnemonic tells what it does, what it takes and what it costs', () => {
		const found = hover(8, 'ADDi');
		expect(found).toMatchObject({ name: 'ADDi', declaration: 'ADDi d a b', kind: 'instruction' });
		expect(found?.documentation).toMatch(/d = a \+ b.*It costs one cycle\./);
		expect(found?.documentation).toContain('variable constant variable');
		expect(hover(3, 'DEFi')?.documentation).toContain('costs nothing');
		expect(hover(7, 'LOCi')).toMatchObject({ kind: 'directive' });
	});

	test('over a name tells its declaration and the comments there', () => {
		expect(hover(13, 'level')).toMatchObject({
			declaration: 'level: GLOB *4',
			kind: 'section',
			documentation: 'How loud.\nwords',
			data: { name: 'level', type: 'int', sizeWords: 4 },
		});
		expect(hover(5, 'text')?.data).toEqual({ name: 'text', type: 'int', sizeWords: 3 });
		expect(hover(14, 'loop')).toMatchObject({ declaration: 'loop: RETU', kind: 'label of main', data: null });
	});

	test('over a name of the host tells what the host says', () => {
		expect(hover(16, 'yield')).toMatchObject({
			declaration: 'yield()',
			kind: 'native of the host',
			documentation: 'About yield.',
		});
	});

	test('over nothing tells nothing', () => {
		expect(hover(1, 'How')).toBeNull();
		expect(hover(2, '*4')).toBeNull();
	});
});

describe('completion', () => {
	const labels = (source: string) => {
		const { reading, offset } = marked(source);
		return gazlCompletionsAt(reading, offset, HOST).items.map(({ label }) => label);
	};

	test('has mnemonics first, those of compile-time lines behind the mark', () => {
		expect(labels('\tAD¦')).toEqual(MNEMONICS.filter(({ isCompileTime }) => !isCompileTime).map(({ name }) => name));
		expect(labels('! ¦')).toEqual(expect.arrayContaining(['DEFi', 'IFND', 'FAIL']));
		expect(labels('! ¦')).not.toContain('FUNC');
	});

	test('has operands of the kinds that the instruction takes there', () => {
		expect(labels(`${WHOLE}\n\tCALL ¦`)).toEqual(expect.arrayContaining(['&other', '&main', '^yield', '$i']));
		expect(labels(`${WHOLE}\n\tGOTO ¦`)).toEqual(['@loop']);
		expect(labels(`${WHOLE}\n\tGOTO @lo¦`)).toEqual(['@loop']);
		expect(labels(`${WHOLE}\n\tADDi ¦`)).toEqual(['$i']);
		expect(labels(`${WHOLE}\n\tADDi $i #¦`)).toEqual(expect.arrayContaining(['$i', '#K', '#COUNT']));
		expect(labels(`${WHOLE}\nx: GLOB ¦`)).toEqual(['*K', '*COUNT']);
	});

	test('replaces the operand with what it begins with', () => {
		const { reading, offset } = marked(`${WHOLE}\n\tGOTO @lo¦`);
		expect(gazlCompletionsAt(reading, offset, HOST).from).toBe(offset - 3);
	});

	test('has nothing in comments, texts and offsets', () => {
		for (const line of ['; a¦', '\tDATs a¦', '\tPEEK $i &level:¦']) expect(labels(`${WHOLE}\n${line}`), line).toEqual([]);
	});
});

describe('a new name', () => {
	const rename = (line: number, text: string, newName: string) => gazlRenameAt(readGazl(WHOLE), at(line, text), newName, HOST);

	test('goes to all places of the old one', () => {
		expect(rename(15, 'other', 'more')).toEqual({
			edits: [at(6, 'other'), at(15, 'other')].map((start) => ({ start, end: start + 5 })),
			warning: null,
		});
	});

	test('is refused when it is none, is taken, or is not the text’s', () => {
		expect(rename(15, 'other', 'a b')).toEqual({ problem: expect.stringContaining('is no name') });
		expect(rename(15, 'other', 'main')).toEqual({ problem: expect.stringContaining('already declared') });
		expect(rename(14, 'loop', '$i')).toEqual({ problem: expect.stringContaining('already declared') });
		expect(rename(16, 'yield', 'more')).toEqual({ problem: expect.stringContaining('not declared') });
		const { reading, offset } = marked('¦signal: GLOB *2');
		expect(gazlRenameAt(reading, offset, 'sound', HOST)).toEqual({ problem: expect.stringContaining('looks for signal') });
		const cases = marked('f: FUNC\n$i: INPi\n\tSWCH $i *2 @¦s\ns.0: NOOP\ns: RETU');
		expect(gazlRenameAt(cases.reading, cases.offset, 't', HOST)).toEqual({ problem: expect.stringContaining('switch') });
	});

	test('that the host uses is told', () => {
		expect(rename(13, 'level', 'signal')).toMatchObject({ warning: expect.stringContaining('signal') });
	});
});

test('an outline has what the text declares for all of it', () => {
	const outline = gazlOutline(readGazl(`${WHOLE}\n.s_1: CNST *2`));
	expect(outline.map(({ name, kind, detail }) => [name, kind, detail])).toEqual([
		['level', 'array', 'GLOB *4'],
		['K', 'constant', '! DEFi #2'],
		['text', 'global', 'DATs abc'],
		['other', 'function', 'FUNC'],
		['main', 'function', 'FUNC'],
	]);
	expect(outline.map(({ span }) => WHOLE.slice(span.start, span.end)).at(3)).toBe(SOURCE.slice(5, 10).join('\n'));
});

test('every mnemonic of the assembler is explained, and no other', () => {
	const key = (name: string, isCompileTime: boolean) => `${isCompileTime ? '! ' : ''}${name}`;
	const ofAssembler = new Set(INSTRUCTION_FORMS.map(({ mnemonic, isCompileTime }) => key(mnemonic, isCompileTime)));
	const data = [...Object.keys(DATA_RULES), 'DATs', '! FAIL'];
	expect(MNEMONICS.map(({ name, isCompileTime }) => key(name, isCompileTime)).sort()).toEqual([...ofAssembler, ...data].sort());
});
