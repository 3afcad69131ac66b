/** What reading any block of a bank file needs: which entries there are, texts, diagnostics, and spellings for the writer. */
import type { BankSource, BankVersion } from './bank.ts';
import {
	BANK_DIAGNOSTICS,
	type BankDiagnostic,
	type BankDiagnosticCode,
	bankDiagnostic,
	type DiagnosticValues,
	MAX_DIAGNOSTICS,
	type Position,
	type Severity,
} from './bank-diagnostics.ts';
import { escapeString, hasHighByte } from './bank-strings.ts';
import type { BankBlock, BankEntry, BankText } from './bank-syntax.ts';

/** Entries of a block by what they are, and those that are nothing known. */
export interface SortedEntries<Name extends string> {
	readonly known: ReadonlyMap<Name, BankEntry>;
	/** As lines for the writer, see `BankSource`. */
	readonly unknown: readonly string[];
}

/** One reading of one file of the given version. */
export class EntryReader {
	readonly version: BankVersion;
	readonly diagnostics: BankDiagnostic[] = [];
	readonly #strings: BankText[] = [];
	readonly #counts: Record<Severity, number> = { error: 0, warning: 0 };

	constructor(version: BankVersion) {
		this.version = version;
	}

	/** Notes something wrong with the file, unless `MAX_DIAGNOSTICS` of that severity have been noted. */
	report<Code extends BankDiagnosticCode>(code: Code, position: Position, values: DiagnosticValues<Code>, field?: string): void {
		const count = ++this.#counts[BANK_DIAGNOSTICS[code].severity];
		if (count <= MAX_DIAGNOSTICS) this.diagnostics.push(bankDiagnostic(code, position, values, field));
	}

	/**
	 * Sorts a block's entries by `keys`. Of several entries with the same meaning the last one counts. `blockName` is for
	 * messages, `fieldPrefix` goes before the keys in their `field`.
	 */
	sortEntries<Name extends string>(
		block: BankBlock,
		keys: ReadonlyMap<string, Name>,
		blockName: string,
		fieldPrefix: string,
	): SortedEntries<Name> {
		const known = new Map<Name, BankEntry>();
		const unknown: string[] = [];
		for (const item of block.items) {
			if (item.kind !== 'entry') {
				this.report('WRONG_SHAPE', item, { subject: `The text "${item.literal}"`, expected: 'an entry, `Key: value`' });
				continue;
			}
			const name = keys.get(item.key);
			if (name === undefined) {
				unknown.push(...this.keepUnknown(item, blockName, fieldPrefix));
				continue;
			}
			const earlier = known.get(name);
			if (earlier) this.report('DUPLICATE_FIELD', item, { found: item.key, first: earlier.line }, fieldPrefix + item.key);
			known.set(name, item);
		}
		return { known, unknown };
	}

	/** Reports an entry that is nothing known and returns it as lines for the writer. */
	keepUnknown(entry: BankEntry, blockName: string, fieldPrefix: string): readonly string[] {
		this.report('UNKNOWN_FIELD', entry, { found: entry.key, block: blockName }, fieldPrefix + entry.key);
		return entryLines(entry);
	}

	/** The text that an entry is set to; reports a block in its place. */
	readText(entry: BankEntry, field: string): BankText | null {
		if (entry.value.kind !== 'block') return entry.value;
		this.report('WRONG_SHAPE', entry.value, { subject: field, expected: 'a text on the same line' }, field);
		return null;
	}

	/** As `readText`, for a text that people write: the writer will keep its spelling. */
	readString(entry: BankEntry, field: string): BankText | null {
		const text = this.readText(entry, field);
		if (text) this.#strings.push(text);
		return text;
	}

	/** The block that an entry is set to; reports a text in its place. */
	readBlock(entry: BankEntry, field: string): BankBlock | null {
		if (entry.value.kind === 'block') return entry.value;
		this.report('WRONG_SHAPE', entry.value, { subject: field, expected: 'a block, `{ … }`' }, field);
		return null;
	}

	/** The texts of a block that holds nothing else, one per line of code, logo or about. */
	readLines(entry: BankEntry, field: string): readonly BankText[] {
		const lines: BankText[] = [];
		for (const item of this.readBlock(entry, field)?.items ?? []) {
			if (item.kind === 'entry') {
				this.report(
					'WRONG_SHAPE',
					item,
					{ subject: `The entry \`${item.key}\``, expected: 'a line of text in double quotes' },
					field,
				);
			} else {
				lines.push(item);
			}
		}
		for (const line of lines) this.#strings.push(line);
		return lines;
	}

	/** How the file spells its strings: its general way with high bytes, and each string that the writer would spell otherwise. */
	spellings(): Pick<BankSource, 'highBytes' | 'spellings'> {
		const quoted = this.#strings.filter(({ kind }) => kind === 'string');
		const highBytes = quoted.some(({ literal }) => hasHighByte(literal)) ? 'raw' : 'escape';
		const spellings = quoted
			.filter(({ text, literal }) => literal !== escapeString(text, this.version, highBytes))
			.map(({ text, literal }): [string, string] => [text, literal]);
		return { highBytes, spellings };
	}
}

function entryLines(entry: BankEntry): string[] {
	if (entry.value.kind !== 'block') return [`${entry.key}: ${textInFile(entry.value)}`];
	const inner = entry.value.items.flatMap((item) => (item.kind === 'entry' ? entryLines(item) : [textInFile(item)]));
	return [`${entry.key}: {`, ...inner.map((line) => `\t${line}`), '}'];
}

function textInFile({ kind, literal }: BankText): string {
	return kind === 'string' ? `"${literal}"` : literal;
}
