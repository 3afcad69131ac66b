/** Instructions as GAZL text, made from a program's code and names: the inverse of assembling them (gazl.md 4). */

import { INSTRUCTION_WORDS, OPCODES, type Opcode, type OperandKind } from './opcodes.ts';
import { type DataSymbol, type FunctionSymbol, IP_OFFSET, MEMORY_OFFSET, type Program } from './program.ts';
import { f32Text } from './wasm/f32-text.ts';

/**
 * Names of the places that an instruction of a function can go to: of a branch the only one, of a SWCH those of its table, the default
 * last; none when they are not known.
 */
export type BranchLabels = (instruction: number) => readonly string[];

/**
 * Writes one instruction of a function.
 *
 * The mnemonic is the opcode's: pointer arithmetic reads `ADDi`, as it is executed. Slots have their declared names, `name:offset`
 * inside an array, `slotN` when nobody named them; addresses their symbols; branches `@` and a label. Int and untyped constants that
 * are pointers into the program are written as addresses. An untyped constant is otherwise taken for a float where it goes into a
 * float slot, or into a slot without a type and would be a very large int.
 */
export function instructionText(program: Program, symbol: FunctionSymbol, instruction: number, labels: BranchLabels): string {
	const at = instruction * INSTRUCTION_WORDS;
	const opcode = OPCODES[program.code[at]];
	const written = opcode.operands.map((kind, operand): string => {
		const word = program.code[at + 1 + operand];
		if (kind !== 'word') return OPERAND_TEXT[kind](word, { program, symbol, labels: labels(instruction) });
		return wordText(program, word, constantType(opcode, operand, destinationType(program, symbol, opcode, at)));
	});
	return [opcode.name.split('_')[0], ...written].join(' ');
}

/** What the text of an operand depends on besides its word. */
interface OperandPlace {
	readonly program: Program;
	readonly symbol: FunctionSymbol;
	readonly labels: readonly string[];
}

const operandSlotText = (word: number, { symbol }: OperandPlace): string => slotText(symbol, word + symbol.localWords);

/** How each kind of operand but constants is written. */
const OPERAND_TEXT: Readonly<Record<Exclude<OperandKind, 'word'>, (word: number, place: OperandPlace) => string>> = {
	write: operandSlotText,
	read: operandSlotText,
	update: operandSlotText,
	base: operandSlotText,
	window: (transient) => `%${transient}`,
	count: (count) => `*${count >>> 0}`,
	address: (word, { program }) => addressText(program, word >>> 0),
	function: (ordinal, { program }) => `&${program.functions[ordinal].name}`,
	native: (index, { program }) => `^${program.natives[index]}`,
	target: (instruction, { labels }) => `@${labels[0] ?? instruction}`,
	table: (word, { program, labels }) =>
		labels.length > 0 ? labels.map((label) => `@${label}`).join(' ') : addressText(program, word >>> 0),
};

/** A frame slot, numbered from the frame's start. */
export function slotText({ slots, localWords }: FunctionSymbol, slot: number): string {
	if (slot >= localWords) return `%${slot - localWords}`;
	const declared = slots.find((other) => slot >= other.slot && slot < other.slot + other.sizeWords);
	if (declared === undefined || declared.name === '') return `slot${slot}`;
	return slot === declared.slot ? declared.name : `${declared.name}:${slot - declared.slot}`;
}

/** A word index of memory as the innermost symbol that it lies in, or else the nearest one below, and the offset from there. */
function addressText({ symbols }: Program, address: number): string {
	const nearest = (candidates: readonly DataSymbol[]): DataSymbol | undefined =>
		candidates.reduce<DataSymbol | undefined>((best, one) => (best && best.address >= one.address ? best : one), undefined);
	const below = symbols.filter(({ section, address: start }) => section !== 'alias' && start <= address);
	const symbol = nearest(below.filter(({ address: start, sizeWords }) => address - start < sizeWords)) ?? nearest(below);
	if (symbol === undefined) return `&${address}`;
	return address === symbol.address ? `&${symbol.name}` : `&${symbol.name}:${address - symbol.address}`;
}

/** As what a constant is meant; `unknown` when only its bits can tell. */
type ConstantType = 'int' | 'float' | 'unknown';

/** The type that a constant operand has by its opcode, or else by where it goes. */
function constantType({ name, operands }: Opcode, operand: number, destination: ConstantType): ConstantType {
	if (/^(MOVE_c|SETL_c|POKE_\w*c$)/.test(name) && operand === operands.length - 1) return destination;
	return /^(fTOi|iTOf|\w{3}f_)/.test(name) ? 'float' : 'int';
}

/** The type that the declaration of the slot gives to what an instruction writes there. */
function destinationType(program: Program, symbol: FunctionSymbol, { operands }: Opcode, at: number): ConstantType {
	const kind: OperandKind | undefined = operands[0];
	if (kind !== 'write') return 'unknown';
	const slot = program.code[at + 1] + symbol.localWords;
	const directive = symbol.slots.find((declared) => declared.slot === slot)?.directive;
	if (directive === undefined || directive === 'PARA' || directive === 'LOCA') return 'unknown';
	return directive.endsWith('f') ? 'float' : 'int';
}

function wordText(program: Program, word: number, type: ConstantType): string {
	if (type === 'float') return floatText(word);
	const address = (word - MEMORY_OFFSET) >>> 0;
	if (address < program.memoryWords) return addressText(program, address);
	const callee = program.functions[(word - IP_OFFSET) >>> 0];
	if (callee !== undefined) return `&${callee.name}`;
	return type === 'unknown' && looksLikeFloat(word) ? floatText(word) : `#${word}`;
}

/** Whether the bits are those of a float from 2⁻³¹ to 2³² in magnitude; as ints their magnitude is above 2²⁹. */
function looksLikeFloat(word: number): boolean {
	const exponent = ((word >>> 23) & 0xff) - 127;
	return exponent >= -31 && exponent <= 31;
}

function floatText(word: number): string {
	const text = f32Text(word);
	return `#${/^-?\d+$/.test(text) ? `${text}.0` : text}`;
}
