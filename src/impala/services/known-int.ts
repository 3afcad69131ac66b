import { readLiteral } from '../../gazl/literals.ts';
import type { Analysis } from '../compile.ts';
import { foldInts } from '../emit/fold.ts';
import type { BinaryOperator, Expression } from '../syntax/syntax-tree.ts';
import type { NameDeclaration } from './unit-names.ts';

const MNEMONICS: Readonly<Record<BinaryOperator, string>> = {
	'|': 'IORi',
	'&': 'ANDi',
	'^': 'XORi',
	'<<': 'SHLi',
	'>>': 'SHRi',
	'>>>': 'SHRu',
	'+': 'ADDi',
	'-': 'SUBi',
	'*': 'MULi',
	'/': 'DIVi',
	'%': 'MODi',
};

/**
 * What a constant int expression comes to when the source alone decides it; null when the host has a say, and for what is no such
 * expression.
 */
export function knownInt(
	analysis: Analysis,
	expression: Expression,
	declarations: ReadonlyMap<number, NameDeclaration>,
): number | null {
	switch (expression.kind) {
		case 'int': {
			const literal = readLiteral(expression.text);
			return literal.type === 'int' ? literal.word : null;
		}
		case 'group':
			return knownInt(analysis, expression.inner, declarations);
		case 'unary': {
			const operand = knownInt(analysis, expression.operand, declarations);
			return expression.operator === '-' ? foldInts('SUBi', 0, operand) : null;
		}
		case 'binary': {
			const left = knownInt(analysis, expression.left, declarations);
			return foldInts(MNEMONICS[expression.operator], left, knownInt(analysis, expression.right, declarations));
		}
		case 'name': {
			const symbol = analysis.symbols.get(expression);
			const found = symbol?.kind === 'const' && symbol.definition ? declarations.get(symbol.definition.start) : undefined;
			// A constant's own name is not known in its value, so this ends.
			return found?.declaration.kind === 'const' && found.declaration.value
				? knownInt(analysis, found.declaration.value, declarations)
				: null;
		}
		default:
			return null;
	}
}
