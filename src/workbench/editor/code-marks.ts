/** What printed code is told apart by. Each has a colour in `code-colours.css`; comments are slanted and labels half-bold as well. */
export const CODE_STYLES = ['keyword', 'type', 'number', 'string', 'comment', 'call', 'label', 'symbol', 'unknown'] as const;

export type CodeStyle = (typeof CODE_STYLES)[number];

/** A stretch of a line, in characters from its start: `from` to before `to`. */
export interface CodeMark {
	readonly from: number;
	readonly to: number;
	readonly style: CodeStyle;
}
