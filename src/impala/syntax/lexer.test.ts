import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringBytes, tokenise } from './lexer.ts';

const kindsOf = (text: string) =>
	tokenise(text)
		.filter(({ kind }) => kind !== 'blank' && kind !== 'end')
		.map(({ kind, text: written }) => `${kind} ${written}`);

test('the tokens of any text put together are the text, in order and without gaps', () => {
	const pieces = fc.constantFrom(
		'/*',
		'*/',
		'//',
		'"',
		"'",
		'\\',
		'\n',
		'\r',
		' ',
		'0x',
		'1.5',
		'e',
		'>>>',
		'<',
		'=',
		'global',
		'$',
		'\0',
		'\u00ff',
		'\u20ac',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
			const text = parts.join('');
			const tokens = tokenise(text);
			expect(tokens.map((token) => token.text).join('')).toBe(text);
			for (const [index, { start, end }] of tokens.entries()) {
				expect(text.slice(start, end)).toBe(tokens[index].text);
				expect(tokens[index + 1]?.start ?? text.length).toBe(end);
			}
		}),
	);
});

test.each<readonly [string, readonly string[]]>([
	['for (i=0to 3)', ['keyword for', 'symbol (', 'name i', 'symbol =', 'int 0', 'keyword to', 'int 3', 'symbol )']],
	["case'A':", ['keyword case', "int 'A'", 'symbol :']],
	['tox ifx globals $', ['name tox', 'name ifx', 'name globals', 'name $']],
	['a>>>b>>c>=d==e', ['name a', 'symbol >>>', 'name b', 'symbol >>', 'name c', 'symbol >=', 'name d', 'symbol ==', 'name e']],
	['1.5e-3 1.5e 0xfF 012', ['float 1.5e-3', 'float 1.5', 'name e', 'int 0xfF', 'int 012']],
	['1. .5', ['int 1', 'unknown .', 'unknown .', 'int 5']],
	['/* a /* b */ c', ['comment /* a /* b */', 'name c']],
	['a//b\rc', ['name a', 'comment //b', 'name c']],
	["'' 'a b' '\\n'", ["int ''", "int 'a b'", "int '\\n'"]],
	['m\u00e5in\f', ['name m', 'unknown \u00e5', 'name in', 'unknown \f']],
])('%j is %j', (text, tokens) => {
	expect(kindsOf(text)).toEqual(tokens);
});

test.each([
	['"\\x41"', 'BAD_ESCAPE', '\\x'],
	['"\\u004"', 'BAD_ESCAPE', '\\u'],
	['"a\tb"', 'UNCLOSED_STRING', '"a'],
	['"abc\ndef', 'UNCLOSED_STRING', '"abc'],
	["'abc\n", 'UNCLOSED_CHARACTERS', "'abc"],
	['a /* b', 'UNCLOSED_COMMENT', '/*'],
	['"price \u20ac"', 'UNKNOWN_CHARACTER', '\u20ac'],
	['"\ud834\udd1e\u20ac"', 'UNKNOWN_CHARACTER', '\ud834\udd1e'],
	["'\u20ac'", 'UNKNOWN_CHARACTER', '\u20ac'],
	['a \ud834\udd1e b', 'UNKNOWN_CHARACTER', '\ud834\udd1e'],
])('%j has the fault %s at %j', (text, code, at) => {
	const fault = tokenise(text).find((token) => token.fault !== null)?.fault;
	expect(fault?.code).toBe(code);
	expect(text.slice(fault?.span.start, fault?.span.end)).toBe(at);
});

test('comments may have any character, quotes all that are bytes', () => {
	for (const text of ['// \ud834\udd1e', '/* \u20ac */', '"\u00e5\u00ff"', "'\u00e5'"]) {
		expect(tokenise(text).map(({ fault }) => fault)).toEqual([null, null]);
	}
});

test('strings are bytes, \\u keeps the low eight bits', () => {
	expect(stringBytes('"a\\n\\t\\"\\\\\\u5A7Eb"')).toBe('a\n\t"\\\u007eb');
	expect(stringBytes('"\\u0000x"')).toBe('\0x');
});
