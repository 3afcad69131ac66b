import { expect, test } from 'vitest';
import { DiagnosticLog } from '../diagnostics.ts';
import { SourceText } from '../source-text.ts';
import { tokenise } from './lexer.ts';
import { parse } from './parser.ts';
import type { Expression } from './syntax-tree.ts';

function parsed(source: string) {
	const log = new DiagnosticLog(new SourceText(source));
	return { unit: parse(tokenise(source), log), log };
}

/** An expression with a parenthesis around every operation. */
function shape(expression: Expression): string {
	switch (expression.kind) {
		case 'group':
			return shape(expression.inner);
		case 'binary':
			return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
		case 'assign':
			return `(${shape(expression.left)} = ${shape(expression.right)})`;
		case 'unary':
			return `(${expression.operator} ${shape(expression.operand)})`;
		case 'cast':
			return `((${expression.type}) ${shape(expression.operand)})`;
		case 'call':
			return `${shape(expression.callee)}(${expression.args.map(shape).join(', ')})`;
		case 'subscript':
			return `${shape(expression.base)}[${shape(expression.index)}]`;
		case 'name':
			return expression.isGlobal ? `global ${expression.identifier.name}` : expression.identifier.name;
		default:
			return 'text' in expression ? expression.text : expression.kind;
	}
}

test.each([
	['a | b & c ^ d << e', '((((a | b) & c) ^ d) << e)'],
	['a & b + c * d', '(a & (b + (c * d)))'],
	['a = b = c - d - e', '(a = (b = ((c - d) - e)))'],
	['*p(x)', '(* p(x))'],
	['(int) a[3] + 1', '(((int) a[3]) + 1)'],
	['(funcptr) t[i]()', '((funcptr) t[i]())'],
	['abs(f)(x)', '(abs f(x))'],
	['itof i * 2.0', '((itof i) * 2.0)'],
	['y--1', '(y - -1)'],
	['y---1', '(y - (- -1))'],
	['- 5', '(- 5)'],
	['5 -3', '(5 - 3)'],
	["-'A' + +5", "(-'A' + +5)"],
	['global a[i]', 'global a[i]'],
])('%s groups as %s', (text, expected) => {
	const { unit, log } = parsed(`function f() { ${text}; }`);
	expect(log.inOrder()).toEqual([]);
	const [declaration] = unit.declarations;
	const statement = declaration.kind === 'function' ? declaration.body.body[0] : null;
	expect(statement?.kind === 'expression' ? shape(statement.expression) : '').toBe(expected);
});

test('what is wrong is told in one go, and the rest is in the tree', () => {
	const source = `global int a = ;
function f() {
	x = (1 + ;
	g()
	y = 2;
	if (x) y = 3;
	z = 4;
}
const int
function g( { }
function h() { loop ; }
`;
	const { unit, log } = parsed(source);
	expect(log.inOrder().map(({ code, range }) => [code, range.start.line])).toEqual([
		['UNEXPECTED', 1],
		['UNEXPECTED', 3],
		['MISSING_SEMICOLON', 4],
		['UNEXPECTED', 6],
		['UNEXPECTED', 10],
		['UNEXPECTED', 10],
	]);
	const names = unit.declarations.flatMap((declaration) =>
		declaration.kind === 'function' ? [declaration.identifier.name] : [],
	);
	expect(names).toEqual(['f', 'h']);
	const [f] = unit.declarations;
	expect(f.kind === 'function' && f.body.body.map(({ kind }) => kind)).toEqual([
		'broken',
		'expression',
		'expression',
		'broken',
		'expression',
	]);
});

test('a brace that is not closed is told where it is missed, with where it stands', () => {
	const { log } = parsed('function f()\n{\n\tif (1 == 1) {\n\t;\n}\nfunction g() { }\n');
	const [error] = log.inOrder();
	expect([error.code, error.range.start.line, error.related?.range.start.line]).toEqual(['UNEXPECTED', 6, 2]);
});

test('every node spans its text', () => {
	const source = 'function f() { a[i + 1] = (int) g(2, b); }';
	const [declaration] = parsed(source).unit.declarations;
	const statement = declaration.kind === 'function' ? declaration.body.body[0] : null;
	if (statement?.kind !== 'expression' || statement.expression.kind !== 'assign') throw new Error('No assignment.');
	const text = ({ start, end }: { start: number; end: number }) => source.slice(start, end);
	const { left, right, operatorSpan } = statement.expression;
	expect([left, right, operatorSpan, statement].map(text)).toEqual([
		'a[i + 1]',
		'(int) g(2, b)',
		'=',
		'a[i + 1] = (int) g(2, b);',
	]);
});

test.each([
	['parentheses', (n: number) => `i = ${'('.repeat(n)}1${')'.repeat(n)};`],
	['terms', (n: number) => `i = ${'i + '.repeat(n)}i;`],
	['blocks', (n: number) => `${'{'.repeat(n)}${'}'.repeat(n)}`],
	['indexes', (n: number) => `i = a${'[0]'.repeat(n)};`],
	['groups of conditions', (n: number) => `if ${'('.repeat(n)}1 == 1${')'.repeat(n)} ;`],
])('%s may nest a hundred deep; thousands are told, not tried', (_, statements) => {
	expect(parsed(`function f() { ${statements(100)} }`).log.inOrder()).toEqual([]);
	const [error] = parsed(`function f() { ${statements(5000)} }`).log.inOrder();
	expect(error.code).toBe('NESTED_TOO_DEEPLY');
});
