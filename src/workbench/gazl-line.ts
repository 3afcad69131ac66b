/** A line of GAZL, cut where its print changes; the pieces joined give the line back. */
export interface GazlLineParts {
	/** With its colon. */
	readonly label: string;
	/** `!`, if any, and the directive or instruction, with the blanks around them. */
	readonly mnemonic: string;
	readonly operands: string;
	/** From the semicolon on. */
	readonly comment: string;
}

/** Text behind a DATs is taken as it stands, semicolons too (gazl.md 6). */
const LINE = /^(\s*[^\s;!:]+:)?(\s*(?:!\s*)?[^\s;:!]*)(.*)$/s;

/** Cuts a line for printing. Every line can be cut, also one that is no GAZL. */
export function gazlLineParts(line: string): GazlLineParts {
	const [, label = '', mnemonic = '', rest = ''] = LINE.exec(line) ?? [];
	const semicolon = mnemonic.trim() === 'DATs' ? -1 : rest.indexOf(';');
	return semicolon < 0
		? { label, mnemonic, operands: rest, comment: '' }
		: { label, mnemonic, operands: rest.slice(0, semicolon), comment: rest.slice(semicolon) };
}
