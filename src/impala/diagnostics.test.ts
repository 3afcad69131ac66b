import { expect, test } from 'vitest';
import { analyse, compileImpala } from './compile.ts';
import { DiagnosticLog } from './diagnostics.ts';
import { SourceText } from './source-text.ts';

const at = (start: number) => ({ start, end: start + 1 });

function logOf(length: number): DiagnosticLog {
	return new DiagnosticLog(new SourceText(' '.repeat(length)));
}

test('a thousand diagnostics are kept, and one behind them counts the others', () => {
	const log = logOf(3000);
	for (let place = 0; place < 1000; place++) log.report('UNDECLARED_NAME', at(place), ['x']);
	expect(log.inOrder()).toHaveLength(1000);
	for (let place = 1000; place < 2500; place++) log.report('UNDECLARED_NAME', at(place), ['x']);
	const all = log.inOrder();
	expect(all).toHaveLength(1001);
	expect(all[1000]).toMatchObject({
		code: 'MORE_ERRORS',
		severity: 'error',
		message: '… and 1500 more. Mend those above first.',
		range: { start: { offset: 3000 }, end: { offset: 3000 } },
	});
});

test('an error is kept where a thousand warnings came before it', () => {
	const log = logOf(3000);
	for (let place = 0; place < 1200; place++) log.report('UNREACHABLE', at(place));
	expect(log.hasErrors).toBe(false);
	log.report('UNDECLARED_NAME', at(2000), ['x']);
	expect(log.hasErrors).toBe(true);
	const codes = log.inOrder().map(({ code }) => code);
	expect(codes).toHaveLength(1001);
	expect(codes.slice(998)).toEqual(['UNREACHABLE', 'UNDECLARED_NAME', 'MORE_WARNINGS']);
	expect(log.inOrder()[1000].message).toBe('… and 201 more. Mend those above first.');
});

test('a source with more warnings than are kept compiles all the same', () => {
	const result = compileImpala(`function f(int a) { ${'a; '.repeat(1001)} }`);
	expect(result.ok && result.warnings.length).toBe(1001);
});

test.each([
	['\x07', '\\x07'],
	['\x00', '\\x00'],
	['\x7f', '\\x7F'],
	['\xa0', '\\xA0'],
	['\xad', '\\xAD'],
	['\u200b', '\\u{200B}'],
	['é', 'é'],
])('%j is shown as %s', (character, shown) => {
	const [{ message }] = analyse(`global int a ${character}`).diagnostics;
	expect(message).toBe(`The character “${shown}” has no meaning here. Remove it; names have letters, digits, _ and $ only.`);
});
