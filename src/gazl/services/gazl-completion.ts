/** What can be written at a place of a GAZL text. */

import { DATA_RULES, OPERAND_RULES, type Shape } from '../operand-codes.ts';
import type { CompletionItem, CompletionKind, Completions } from './answers.ts';
import { gazlLine, type Piece } from './gazl-lines.ts';
import type { GazlReading, GazlSymbol } from './gazl-names.ts';
import { lineDetail } from './gazl-outline.ts';
import type { HostName, HostNames } from './host-names.ts';
import { costText, findMnemonic, formsOf, MNEMONICS, operandsText } from './mnemonics.ts';

/** What can be written at a place: a mnemonic or an operand. Nothing within comments, texts and numbers. */
export function gazlCompletionsAt(reading: GazlReading, offset: number, host: HostNames): Completions {
	const at = reading.lines.findLastIndex(({ start }) => start <= offset);
	const whole = reading.lines[at];
	const nothing = { from: offset, items: [] };
	if (!whole || offset > whole.end) return nothing;
	const line = gazlLine(reading.text.slice(whole.start, offset), whole.start, whole.number);
	if (line.comment || line.rawText || line.stray) return nothing;
	const { bang, mnemonic, operands } = line;
	const pieces = mnemonic ? [mnemonic, ...operands] : [];
	const last = pieces.at(-1);
	const word = last && last.end === offset ? last : null;
	const from = word?.start ?? offset;
	const operand = pieces.length - (word ? 1 : 0) - 1;
	if (!mnemonic || operand < 0) return { from, items: mnemonicItems(bang !== null) };
	// Behind a colon comes an offset, not a name.
	if (word?.text.includes(':')) return nothing;
	const shapes = shapesOf(mnemonic, bang !== null, operand);
	const names = new OperandNames(reading, at, host).items();
	return { from, items: names.filter(({ shape }) => shapes.has(shape)).map(({ item }) => item) };
}

function mnemonicItems(isCompileTime: boolean): readonly CompletionItem[] {
	return MNEMONICS.filter((mnemonic) => mnemonic.isCompileTime === isCompileTime).map((mnemonic) => ({
		label: mnemonic.name,
		kind: 'keyword',
		detail: mnemonic.form,
		documentation: `${mnemonic.documentation} ${costText(mnemonic)}\n\n${operandsText(mnemonic)}`.trim(),
	}));
}

/** What the assembler takes as an operand, by its number from 0. */
function shapesOf({ text }: Piece, isCompileTime: boolean, operand: number): ReadonlySet<Shape> {
	if (!isCompileTime && Object.hasOwn(DATA_RULES, text)) return new Set(['constant']);
	const mnemonic = findMnemonic(text, isCompileTime);
	const codes = mnemonic ? formsOf(mnemonic).flatMap(({ operands }) => operands[operand] ?? []) : [];
	return new Set(codes.map((code) => OPERAND_RULES[code].shape));
}

interface ShapedItem {
	readonly shape: Shape;
	readonly item: CompletionItem;
}

/** The shape and the first character that operands have which name a symbol, and what it is shown as. */
const WRITTEN: Readonly<Record<Exclude<GazlSymbol['kind'], 'undeclared'>, readonly [Shape, string, CompletionKind]>> = {
	function: ['constant', '&', 'function'],
	section: ['constant', '&', 'array'],
	word: ['constant', '&', 'global'],
	constant: ['constant', '#', 'constant'],
	slot: ['variable', '', 'local'],
	label: ['label', '@', 'label'],
	skip: ['label', '@', 'label'],
};

const OF_HOST: Readonly<Partial<Record<HostName['kind'], readonly [Shape, string]>>> = {
	native: ['native', '^'],
	constant: ['constant', '#'],
};

/** Everything that an operand can name at a line. */
class OperandNames {
	readonly #reading: GazlReading;
	readonly #line: number;
	readonly #host: HostNames;

	constructor(reading: GazlReading, line: number, host: HostNames) {
		this.#reading = reading;
		this.#line = line;
		this.#host = host;
	}

	items(): readonly ShapedItem[] {
		const { symbols, functions } = this.#reading;
		const within = functions[this.#line];
		const own = symbols.filter(({ kind, owner }) => kind !== 'undeclared' && (owner === null || owner === within));
		const declared = new Set(own.map(({ name }) => name));
		const ofHost = [...this.#host.values()].filter(({ name }) => !declared.has(name));
		return [...own.flatMap(ownItems), ...ofHost.flatMap(hostItems)];
	}
}

function ownItems({ name, kind, declarations }: GazlSymbol): readonly ShapedItem[] {
	if (kind === 'undeclared') return [];
	const [shape, prefix, shown] = WRITTEN[kind];
	const detail = declarations[0] ? lineDetail(declarations[0].line) : '';
	return withSizes(shape, prefix, name, { kind: shown, detail, documentation: '' });
}

function hostItems({ name, kind, call, documentation }: HostName): readonly ShapedItem[] {
	const written = OF_HOST[kind];
	if (!written) return [];
	return withSizes(written[0], written[1], name, {
		kind: kind === 'native' ? 'native' : 'constant',
		detail: call,
		documentation,
	});
}

/** Constants are sizes too, with a star before them. */
function withSizes(shape: Shape, prefix: string, name: string, shown: Omit<CompletionItem, 'label'>): readonly ShapedItem[] {
	const item: ShapedItem = { shape, item: { ...shown, label: `${prefix}${name}` } };
	return prefix === '#' ? [item, { shape: 'size', item: { ...shown, label: `*${name}` } }] : [item];
}
