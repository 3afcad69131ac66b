/** The names of a GAZL text, where they are declared and used (gazl.md 3). */

import { isIdentifier } from '../line-tokens.ts';
import { readLiteral, startsNumber } from '../literals.ts';
import { DATA_RULES, shapeOf } from '../operand-codes.ts';
import type { Span } from './answers.ts';
import { type GazlLine, gazlLines, type Piece } from './gazl-lines.ts';
import { findMnemonic, formsOf } from './mnemonics.ts';

/** What a name stands for. */
export type GazlSymbolKind =
	| 'function'
	/** A section, and a word or text within one. */
	| 'section'
	| 'word'
	| 'constant'
	/** A word or array of a frame. */
	| 'slot'
	| 'label'
	/** Where a skip of the assembler ends, on a line that declares nothing. */
	| 'skip'
	/** What the text uses and does not declare: natives and constants of the host, and mistakes. */
	| 'undeclared';

/** A name and all its places. */
export interface GazlSymbol {
	readonly name: string;
	readonly kind: GazlSymbolKind;
	/** The function that it belongs to; null for what the whole text knows. */
	readonly owner: GazlSymbol | null;
	readonly declarations: readonly (Span & { readonly line: GazlLine })[];
	readonly references: readonly Span[];
}

/** A GAZL text that was looked through. */
export interface GazlReading {
	readonly text: string;
	readonly lines: readonly GazlLine[];
	readonly symbols: readonly GazlSymbol[];
	/** For each line, the function that it is in or begins; null before the first. */
	readonly functions: readonly (GazlSymbol | null)[];
}

interface Entry extends GazlSymbol {
	readonly declarations: (Span & { readonly line: GazlLine })[];
	readonly references: Span[];
}

/** Looks through a text. Any text has a reading. */
export function readGazl(text: string): GazlReading {
	return new GazlReader(text).read();
}

class GazlReader {
	readonly #text: string;
	readonly #lines: readonly GazlLine[];
	readonly #symbols: Entry[] = [];
	readonly #globals = new Map<string, Entry>();
	readonly #natives = new Map<string, Entry>();
	readonly #locals = new Map<Entry | null, Map<string, Entry>>();
	readonly #functions: (Entry | null)[] = [];
	/** What the label of a line declares. */
	readonly #labels = new Map<GazlLine, Entry>();
	/** Lines by their label as written, for skips. */
	readonly #labelled = new Map<string, GazlLine[]>();

	constructor(text: string) {
		this.#text = text;
		this.#lines = gazlLines(text);
	}

	read(): GazlReading {
		let within: Entry | null = null;
		for (const line of this.#lines) {
			const declared = this.#declare(line, within);
			if (!line.bang && line.mnemonic?.text === 'FUNC') within = declared ?? this.#entry('', 'function', null);
			this.#functions.push(within);
		}
		for (const [index, line] of this.#lines.entries()) this.#use(line, this.#functions[index]);
		return { text: this.#text, lines: this.#lines, symbols: this.#symbols, functions: this.#functions };
	}

	#entry(name: string, kind: GazlSymbolKind, owner: Entry | null): Entry {
		const entry = { name, kind, owner, declarations: [], references: [] };
		this.#symbols.push(entry);
		return entry;
	}

	#localsOf(owner: Entry | null): Map<string, Entry> {
		const table = this.#locals.get(owner) ?? new Map<string, Entry>();
		this.#locals.set(owner, table);
		return table;
	}

	#declare(line: GazlLine, within: Entry | null): Entry | null {
		const { label } = line;
		if (!label || label.text === '') return null;
		const kind = declaredKind(line);
		const name = labelName(label.text);
		const isLocal = kind === 'slot' || kind === 'label';
		const table = isLocal ? this.#localsOf(within) : this.#globals;
		const known = kind === 'skip' ? undefined : table.get(name);
		const entry = known ?? this.#entry(name, kind, isLocal ? within : null);
		if (kind !== 'skip') table.set(name, entry);
		entry.declarations.push({ start: label.start, end: label.end, line });
		this.#labels.set(line, entry);
		const alike = this.#labelled.get(label.text);
		if (alike) alike.push(line);
		else this.#labelled.set(label.text, [line]);
		return entry;
	}

	#use(line: GazlLine, within: Entry | null): void {
		for (const operand of line.operands) {
			const shape = shapeOf(operand.text);
			if (shape === 'label') {
				if (line.bang) this.#skipTarget(line, tail(operand, 1));
				else this.#refer(this.#localsOf(within), tail(operand, 1), within);
			} else if (shape === 'native') {
				this.#refer(this.#natives, untilColon(tail(operand, 1)), null);
			} else {
				this.#useValue(operand, shape === 'variable' && !operand.text.startsWith('%'), within);
			}
		}
	}

	/** A name and perhaps an offset, which can be a name too. */
	#useValue(operand: Piece, isVariable: boolean, within: Entry | null): void {
		const bare = isVariable ? operand : tail(operand, 1);
		const name = untilColon(bare);
		if (isVariable) this.#refer(this.#localsOf(within), name, within);
		else this.#refer(this.#globals, name, null);
		if (name.end < bare.end) this.#refer(this.#globals, tail(bare, name.text.length + 1), null);
	}

	#refer(table: Map<string, Entry>, name: Piece, owner: Entry | null): void {
		if (!isIdentifier(name.text)) return;
		const entry = table.get(name.text) ?? this.#entry(name.text, 'undeclared', owner);
		table.set(name.text, entry);
		entry.references.push({ start: name.start, end: name.end });
	}

	/** A skip ends at the next line with a label that is written alike. */
	#skipTarget(line: GazlLine, name: Piece): void {
		const target = this.#labelled.get(name.text)?.find(({ number }) => number > line.number);
		const entry = target && this.#labels.get(target);
		entry?.references.push({ start: name.start, end: name.end });
	}
}

function declaredKind({ bang, mnemonic }: GazlLine): GazlSymbolKind {
	const name = mnemonic?.text ?? '';
	if (bang) return name.startsWith('DEF') && findMnemonic(name, true) ? 'constant' : 'skip';
	if (name === 'DATs' || Object.hasOwn(DATA_RULES, name)) return 'word';
	const found = findMnemonic(name, false);
	const action = found && formsOf(found)[0]?.action.does;
	if (action === 'openSection') return 'section';
	if (action === 'beginFunction') return 'function';
	return action === 'declareSlot' ? 'slot' : 'label';
}

/** The name that a label declares: `base#12` is `base.12` (gazl.md 2.5); one with the name of a constant stays as it is. */
function labelName(label: string): string {
	const hash = label.indexOf('#');
	if (hash < 0 || !startsNumber(label.slice(hash + 1))) return label;
	const literal = readLiteral(label.slice(hash + 1));
	return literal.type === 'int' ? `${label.slice(0, hash)}.${literal.word}` : label;
}

function tail({ text, start, end }: Piece, count: number): Piece {
	return { text: text.slice(count), start: start + count, end };
}

function untilColon(piece: Piece): Piece {
	const colon = piece.text.indexOf(':');
	return colon < 0 ? piece : { text: piece.text.slice(0, colon), start: piece.start, end: piece.start + colon };
}
