/** Warnings where Impala groups operators otherwise than C does (impala.md 2). */

import type { DiagnosticLog } from '../diagnostics.ts';
import type { BinaryExpression, BinaryOperator, Comparison } from '../syntax/syntax-tree.ts';

/** How tightly C binds the operators that Impala has on one level. */
const C_PRECEDENCE: Readonly<Partial<Record<BinaryOperator, number>>> = { '|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '>>>': 4 };

/** `a | b & c` is `(a | b) & c`. */
export function warnOfMixedBitwise({ operator, operatorSpan, left }: BinaryExpression, log: DiagnosticLog): void {
	if (left.kind !== 'binary') return;
	const first = C_PRECEDENCE[left.operator];
	const second = C_PRECEDENCE[operator];
	if (first !== undefined && second !== undefined && second > first) {
		log.report('MIXED_BITWISE', operatorSpan, [left.operator, operator]);
	}
}

/** `a == b & c` is `a == (b & c)`. What stands on the left reads as it is done in both. */
export function warnOfBitwiseInComparison({ operator, right }: Comparison, log: DiagnosticLog): void {
	if (right.kind !== 'binary') return;
	const precedence = C_PRECEDENCE[right.operator] ?? Number.POSITIVE_INFINITY;
	if (precedence < 4) log.report('BITWISE_IN_COMPARISON', right.operatorSpan, [right.operator, operator]);
}
