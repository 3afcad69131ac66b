/** GAZL code as shipped banks carry it: without comments, empty lines and needless blanks (device.md 5.4). */

/** Directives whose operand is the raw rest of the line: blanks and `;` in it count (gazl.md 2.1). */
const RAW_OPERAND_DIRECTIVES: ReadonlySet<string> = new Set(['DATs', 'FAIL']);

/**
 * The code without what the assembler skips: comments, empty lines, indentation, repeated blanks. Quoted chars and the
 * text of `DATs` and `FAIL` stay as they are. Assembles to the same program, with other line numbers.
 */
export function compactFirmware(code: string): string {
	return code
		.split(/\r\n|\r|\n/)
		.map(compactLine)
		.filter((line) => line !== '')
		.join('\n');
}

function compactLine(line: string): string {
	let compacted = '';
	let atMnemonic = true;
	let offset = skipBlanks(line, 0);
	while (offset < line.length && line[offset] !== ';') {
		const end = tokenEnd(line, offset);
		const token = line.slice(offset, end);
		compacted += token;
		if (atMnemonic && RAW_OPERAND_DIRECTIVES.has(token)) {
			const operand = trimBlanks(line.slice(end));
			return operand === '' ? compacted : `${compacted} ${operand}`;
		}
		const isLabel = compacted === token && token.endsWith(':');
		if (!isLabel && token !== '!') atMnemonic = false;
		offset = skipBlanks(line, end);
		if (offset > end) compacted += ' ';
	}
	return trimBlanks(compacted);
}

function isBlank(char: string | undefined): boolean {
	return char === ' ' || char === '\t';
}

function skipBlanks(line: string, from: number): number {
	let offset = from;
	while (isBlank(line[offset])) offset++;
	return offset;
}

function trimBlanks(text: string): string {
	let end = text.length;
	while (end > 0 && isBlank(text[end - 1])) end--;
	return text.slice(skipBlanks(text.slice(0, end), 0), end);
}

/** End of the token at `start`; `!` is one of its own. A quote that is never closed runs to the end of the line. */
function tokenEnd(line: string, start: number): number {
	if (line[start] === '!') return start + 1;
	let offset = start;
	while (offset < line.length) {
		const char = line[offset] as string;
		if (char === '!' || char === ';' || isBlank(char)) break;
		if (char === "'" || char === '"') {
			const closing = line.indexOf(char, offset + 1);
			if (closing < 0) return line.length;
			offset = closing;
		}
		offset++;
	}
	return offset;
}
