import { type GazlTokenKind, gazlTokens } from '../../gazl/services/gazl-tokens.ts';
import type { CodeMark, CodeStyle } from './code-marks.ts';

/** How the pieces of a line of GAZL are printed; null as plain text. */
const STYLES: Readonly<Record<GazlTokenKind, CodeStyle | null>> = {
	label: 'label',
	bang: 'keyword',
	opcode: 'keyword',
	directive: 'type',
	constant: 'number',
	size: 'number',
	compileTimeVariable: 'number',
	address: 'call',
	branch: 'label',
	native: 'call',
	transient: 'symbol',
	variable: null,
	text: 'string',
	comment: 'comment',
	unknown: 'unknown',
};

/** How a line of GAZL is printed. */
export function gazlLineMarks(line: string): readonly CodeMark[] {
	return gazlTokens(line).flatMap(({ kind, start, end }) => {
		const style = STYLES[kind];
		return style === null ? [] : [{ from: start, to: end, style }];
	});
}
