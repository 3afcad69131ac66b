/** Turns lines into instructions, data and definitions, one after another (gazl.md 2.2, 3, 6 to 9). */

import { ADDRESS, ADDRESS_READ, FUNCTION, NATIVE } from './capabilities.ts';
import { CodeBuffer } from './code-buffer.ts';
import { CompileTimeVariables } from './compile-time-variables.ts';
import { ConstantReader } from './constant-reader.ts';
import { DataSections } from './data-sections.ts';
import { AssemblyFault } from './errors.ts';
import { CALCULATIONS, CONDITIONS } from './folding.ts';
import { type AssemblyHost, constantSymbols, dataSymbols, hostSymbols } from './host-symbols.ts';
import { describeForms, findForm, type InstructionForm } from './instruction-forms.ts';
import { headOf, isIdentifier, LineScanner, type Token, tailOf } from './line-tokens.ts';
import { INSTRUCTION_WORDS, OP, OPCODES, type OpcodeName, type OperandKind } from './opcodes.ts';
import { OpenFunction } from './open-function.ts';
import { DATA_RULES, OPERAND_RULES, type OperandRule, shapeOf, TRANSIENT_RULE } from './operand-codes.ts';
import { type FunctionSymbol, IP_OFFSET, MEMORY_OFFSET, type Program, type Section } from './program.ts';
import { type Reference, resolve, type SymbolTable, type WordStore } from './symbol-table.ts';

/** Room that hosts give unless they say otherwise. */
const DEFAULT_CODE_CAPACITY = 65536;
const DEFAULT_FUNCTION_CAPACITY = 4096;

/** Characters of a mnemonic, and operands of a line that is no data directive. */
const MNEMONIC_LENGTH = 4;
const MOST_OPERANDS = 3;

/** What is subtracted from a value to give an operand word of that kind: pointers go without their bias. */
const OPERAND_BIAS: Partial<Record<OperandKind, number>> = { address: MEMORY_OFFSET, function: IP_OFFSET };

/** A line whose parts are known and whose form exists. */
interface Line {
	readonly form: InstructionForm;
	readonly label: Token | null;
	readonly mnemonic: Token;
	readonly operands: readonly Token[];
}

/** The state of an assembly. Every method throws an `AssemblyFault` for a fault in the source, after which it is of no use. */
export class LineAssembler {
	readonly #host: AssemblyHost;
	readonly #functionCapacity: number;
	readonly #globals: SymbolTable;
	readonly #variables = new CompileTimeVariables();
	readonly #constants: ConstantReader;
	readonly #memory: DataSections;
	readonly #code: CodeBuffer;
	readonly #functions: FunctionSymbol[] = [];
	readonly #entryPoints: number[] = [];
	/** Uses of global names that were not defined at the time, in order of appearance. */
	readonly #unresolved: Reference[] = [];
	#function: OpenFunction | null = null;
	/** The label up to which lines are skipped. */
	#skip: Token | null = null;

	/** RangeError when the host's capacities, natives or constants make no sense. */
	constructor(host: AssemblyHost) {
		if (!Number.isInteger(host.memoryWords) || host.memoryWords < 1 || host.memoryWords > 0x7fffffff) {
			throw new RangeError(`memoryWords must be a whole number from 1 to 2147483647, not ${host.memoryWords}`);
		}
		const { heapWords = 0 } = host;
		if (!Number.isInteger(heapWords) || heapWords < 0 || heapWords >= host.memoryWords) {
			throw new RangeError(`heapWords must be a whole number below memoryWords, not ${heapWords}`);
		}
		this.#host = host;
		this.#functionCapacity = host.functionCapacity ?? DEFAULT_FUNCTION_CAPACITY;
		this.#globals = hostSymbols(host);
		this.#constants = new ConstantReader(this.#globals, this.#variables);
		this.#memory = new DataSections(host.memoryWords, host.heapWords ?? 0);
		this.#code = new CodeBuffer(host.codeCapacity ?? DEFAULT_CODE_CAPACITY);
	}

	/** Assembles one line without its end; `number` is its place in the source, 1-based. */
	assembleLine(text: string, number: number): void {
		const scanner = new LineScanner(text, number);
		if (scanner.isAtEnd()) return;
		let mnemonic = scanner.takeToken();
		const label = mnemonic.text.endsWith(':') ? headOf(mnemonic, mnemonic.text.length - 1) : null;
		if (this.#skip !== null) {
			if (label?.text !== this.#skip.text) return;
			this.#skip = null;
		}
		let isCompileTime = false;
		if (label !== null || mnemonic.text === '') {
			isCompileTime = scanner.takeBang();
			if (isCompileTime && scanner.isAtEnd()) return;
			mnemonic = scanner.takeToken();
		}
		if (mnemonic.text === '') throw new AssemblyFault('MISSING_INSTRUCTION', '', mnemonic);
		if (mnemonic.text.length !== MNEMONIC_LENGTH) throw new AssemblyFault('INVALID_MNENOMIC', mnemonic.text, mnemonic);
		const declared = label?.text === '' ? null : label;
		if (!isCompileTime && mnemonic.text === 'DATs') {
			this.#assembleText(declared, mnemonic, scanner);
		} else if (!isCompileTime && mnemonic.text.startsWith('DAT')) {
			this.#assembleData(declared, mnemonic, scanner);
		} else if (isCompileTime && mnemonic.text === 'FAIL') {
			throw new AssemblyFault('FAIL_DIRECTIVE', scanner.takeRest().text, mnemonic);
		} else {
			this.#assembleParts(declared, isCompileTime, mnemonic, scanner);
		}
	}

	/** Ends a unit: its function and its compile-time variables; the open data section stays open. Error 17 and those of a function's end. */
	endUnit(): void {
		if (this.#skip !== null) throw new AssemblyFault('MISSING_COMPILE_TIME_LABEL', this.#skip.text, this.#skip);
		this.#finaliseFunction();
		this.#variables.clear();
	}

	/** Ends the last unit and gives the program. Errors of `endUnit`, and 8, 10, 27 of what waited for global names. */
	endAssembly(): Program {
		this.endUnit();
		for (const reference of this.#unresolved) resolve(reference, this.#globals);
		const { usedWindows } = this.#globals;
		return {
			code: this.#code.code(),
			lines: this.#code.lines(),
			entryPoints: Int32Array.from(this.#entryPoints),
			functions: this.#functions,
			natives: [...this.#host.natives],
			symbols: dataSymbols(this.#globals),
			constants: constantSymbols(this.#globals),
			memoryWords: this.#host.memoryWords,
			heapWords: this.#host.heapWords ?? 0,
			globalImage: this.#memory.globalImage(),
			constantImage: this.#memory.constantImage(),
			...(usedWindows.length > 0 && { windows: usedWindows }),
		};
	}

	#assembleParts(label: Token | null, isCompileTime: boolean, mnemonic: Token, scanner: LineScanner): void {
		const operands: Token[] = [];
		while (operands.length < MOST_OPERANDS && !scanner.isAtEnd()) {
			const operand = scanner.takeToken();
			if (operand.text === '') break;
			operands.push(operand);
		}
		if (!scanner.isAtEnd()) {
			const rest = scanner.takeRest();
			throw new AssemblyFault('EXPECTED_END_OF_LINE_OR_COMMENT', rest.text, rest);
		}
		const shapes = operands.map(({ text }) => shapeOf(text));
		const form = findForm(mnemonic.text, isCompileTime, shapes);
		if (form === undefined) {
			const source = scanner.between(mnemonic, operands.at(-1) ?? mnemonic);
			throw new AssemblyFault('INVALID_INSTRUCTION', source, mnemonic, describeForms(mnemonic.text, isCompileTime));
		}
		const line = { form, label, mnemonic, operands };
		if (isCompileTime) this.#performCompileTime(line);
		else this.#perform(line);
	}

	/** Carries out a run-time line that does not belong in a function, or hands it to what does. */
	#perform(line: Line): void {
		const { form, label, mnemonic } = line;
		const { action } = form;
		if (action.does === 'openSection') {
			const size = this.#readNow(line, 0);
			const start = this.#memory.open(action.section, size, this.#operand(line, 0));
			this.#memory.current(mnemonic).name = this.#defineAddress(label, action.section, action.section, start, size);
		} else if (action.does === 'beginFunction') {
			this.#beginFunction(label, mnemonic);
		} else if (action.does === 'declareSlot') {
			if (!this.#function?.takesSlots) throw new AssemblyFault('MUST_DEFINE_LOCALS_FIRST', '', mnemonic);
			const size = form.operands.length === 0 ? 1 : this.#readNow(line, 0);
			this.#function.declareSlot(this.#labelName(label), action.directive, size, mnemonic);
		} else {
			if (this.#function === null) throw new AssemblyFault('MISSING_FUNCTION_DECLARATION', '', mnemonic);
			const name = this.#labelName(label);
			if (name !== null) this.#function.declareBranchLabel(name);
			this.#performInFunction(line, this.#function);
		}
	}

	#performInFunction(line: Line, within: OpenFunction): void {
		const { form, mnemonic } = line;
		const { action } = form;
		if (action.does === 'emit') {
			this.#emit(action.opcode, line, 0, within);
		} else if (action.does === 'fold') {
			const word = this.#code.emit('MOVE_c', mnemonic);
			this.#code.words[word + 1] = this.#readSlot(this.#operand(line, 0), this.#rule(line, 0), within);
			this.#code.words[word + 2] = this.#calculate(action.calculation, line, 1);
		} else if (action.does === 'foldBranch') {
			if (CONDITIONS[action.condition](this.#readNow(line, 0), this.#readNow(line, 1))) this.#emit('GOTO', line, 2, within);
		} else if (action.does === 'switch') {
			const word = this.#code.emit('SWCH', mnemonic);
			this.#code.words[word + 1] = this.#readSlot(this.#operand(line, 0), this.#rule(line, 0), within);
			const count = this.#readNow(line, 1);
			const table = this.#memory.carveConstants(count + 1, this.#operand(line, 1));
			this.#code.words[word + 2] = count;
			this.#code.words[word + 3] = table;
			within.addSwitch(readBranchLabel(this.#operand(line, 2)), count, table);
		}
	}

	#performCompileTime(line: Line): void {
		const { action } = line.form;
		if (action.does === 'calculate') {
			const destination = this.#operand(line, 0);
			this.#variables.check(destination);
			const word = this.#calculate(action.calculation, line, 1);
			this.#variables.set(destination, CALCULATIONS[action.calculation].capabilities(word), word);
		} else if (action.does === 'define') {
			this.#define(line, this.#readNow(line, 0), CALCULATIONS[action.calculation]);
		} else if (action.does === 'skip') {
			this.#skip = readBranchLabel(this.#operand(line, 0));
		} else if (action.does === 'skipIf') {
			const target = readBranchLabel(this.#operand(line, 2));
			if (CONDITIONS[action.condition](this.#readNow(line, 0), this.#readNow(line, 1))) this.#skip = target;
		} else if (action.does === 'skipIfDefined') {
			const target = readBranchLabel(this.#operand(line, 1));
			if (this.#isDefined(this.#operand(line, 0)) === action.defined) this.#skip = target;
		}
	}

	/** Appends the constants of a data line to the open section. */
	#assembleData(label: Token | null, mnemonic: Token, scanner: LineScanner): void {
		if (!Object.hasOwn(DATA_RULES, mnemonic.text)) throw new AssemblyFault('INVALID_INSTRUCTION', mnemonic.text, mnemonic);
		const rule = DATA_RULES[mnemonic.text as keyof typeof DATA_RULES];
		const section = this.#memory.current(mnemonic);
		this.#defineAddress(label, section.section, mnemonic.text, section.next, 1);
		while (!scanner.isAtEnd()) {
			const item = scanner.takeToken();
			const index = this.#memory.claim(section, 1, item);
			if (shapeOf(item.text) !== 'constant') throw new AssemblyFault('EXPECTED_CONSTANT', item.text, item);
			this.#readInto(item, rule, this.#memory, index, 0);
		}
	}

	/** Appends the text of a DATs line to the open section. */
	#assembleText(label: Token | null, mnemonic: Token, scanner: LineScanner): void {
		const section = this.#memory.current(mnemonic);
		const rest = scanner.takeRest();
		const length = rest.text.length;
		if (length === 0) throw new AssemblyFault('MISSING_OPERAND', '', mnemonic);
		const start = this.#memory.claim(section, length, rest);
		this.#defineAddress(label, section.section, mnemonic.text, start, length);
		// The reference's bytes are signed.
		for (let i = 0; i < length; i++) this.#memory.words[start + i] = (rest.text.charCodeAt(i) << 24) >> 24;
	}

	#beginFunction(label: Token | null, mnemonic: Token): void {
		const ordinal = this.#entryPoints.length;
		if (ordinal >= this.#functionCapacity) {
			throw new AssemblyFault('NOT_ENOUGH_FUNCTION_SPACE', '', mnemonic, `There is room for ${this.#functionCapacity}.`);
		}
		const name = this.#labelName(label);
		if (name !== null) {
			const value = IP_OFFSET + ordinal;
			this.#globals.define(name, { capabilities: FUNCTION, value, sizeWords: 1, definedBy: 'FUNC', place: name });
		}
		this.#finaliseFunction();
		const entry = this.#code.emit('FUNC', mnemonic);
		this.#entryPoints.push(entry / INSTRUCTION_WORDS);
		this.#function = new OpenFunction(name?.text ?? '', name ?? mnemonic, entry, this.#code);
	}

	#finaliseFunction(): void {
		if (this.#function === null) return;
		this.#functions.push(this.#function.finalise(this.#memory));
		this.#function = null;
	}

	/** Defines a label as an address and gives its name, an empty one without label. */
	#defineAddress(label: Token | null, section: Section, definedBy: string, index: number, sizeWords: number): string {
		const name = this.#labelName(label);
		if (name === null) return '';
		const capabilities = section === 'CNST' ? ADDRESS_READ : ADDRESS;
		const value = (MEMORY_OFFSET + index) | 0;
		this.#globals.define(name, { capabilities, value, sizeWords, definedBy, place: name, section });
		return name.text;
	}

	#define({ label, mnemonic }: Line, word: number, { capabilities }: (typeof CALCULATIONS)['MOVi' | 'MOVf' | 'MOVp']): void {
		const name = this.#labelName(label);
		if (name === null) return;
		const value = { capabilities: capabilities(word), value: word, sizeWords: 1, definedBy: mnemonic.text, place: name };
		this.#globals.define(name, (value.capabilities & ADDRESS) === 0 ? value : { ...value, section: 'alias' });
	}

	/** Emits an instruction with the operands of a line from number `from` on. */
	#emit(opcode: OpcodeName, line: Line, from: number, within: OpenFunction): void {
		const word = this.#code.emit(opcode, line.mnemonic);
		const kinds = OPCODES[OP[opcode]]?.operands ?? [];
		for (let i = from; i < line.operands.length; i++) {
			const operand = this.#operand(line, i);
			const rule = this.#rule(line, i);
			const kind = kinds[i - from];
			const index = word + 1 + i - from;
			if (rule.shape === 'variable') {
				this.#code.words[index] = this.#readSlot(operand, rule, within);
			} else if (rule.shape === 'label') {
				within.branchTo(readBranchLabel(operand), index);
			} else if (kind !== undefined) {
				this.#readInto(operand, rule, this.#code, index, OPERAND_BIAS[kind] ?? 0);
			} else {
				within.useTransients((this.#code.words[index - 1] ?? 0) + this.#constants.readNow(operand, rule));
			}
		}
	}

	/** The result of a calculation whose sources are the operands from number `from` on. */
	#calculate(calculation: keyof typeof CALCULATIONS, line: Line, from: number): number {
		const a = this.#readNow(line, from);
		const b = line.operands.length > from + 1 ? this.#readNow(line, from + 1) : 0;
		return CALCULATIONS[calculation].compute(a, b);
	}

	/** The offset from dsp of a transient or a variable. */
	#readSlot(operand: Token, rule: OperandRule, within: OpenFunction): number {
		if (operand.text.startsWith('%')) {
			const transient = this.#constants.readBare(tailOf(operand, 1), TRANSIENT_RULE);
			within.useTransients(transient + 1);
			return transient;
		}
		const { name, offset } = this.#constants.splitOffset(operand);
		return within.variable(name, offset, rule);
	}

	/** Stores a constant less `bias` in a word, now or at the end of assembly. */
	#readInto(operand: Token, rule: OperandRule, store: WordStore, index: number, bias: number): void {
		const value = this.#constants.read(operand, rule);
		if (typeof value === 'number') store.words[index] = value - bias;
		else this.#unresolved.push({ ...value, rule, store, index, bias });
	}

	#readNow(line: Line, operand: number): number {
		return this.#constants.readNow(this.#operand(line, operand), this.#rule(line, operand));
	}

	#operand(line: Line, index: number): Token {
		return line.operands[index] ?? line.mnemonic; // the form of the line has that operand, so the line has it
	}

	#rule(line: Line, index: number): OperandRule {
		return OPERAND_RULES[line.form.operands[index] ?? 'name?']; // as above
	}

	#labelName(label: Token | null): Token | null {
		return label === null ? null : this.#constants.labelName(label);
	}

	/** Whether the name in an operand is defined: `^` asks for natives, `#` and `&` for all others. Error 12. */
	#isDefined(operand: Token): boolean {
		const name = operand.text.startsWith('<') ? operand : tailOf(operand, 1);
		if (!isIdentifier(name.text)) throw new AssemblyFault('INVALID_IDENTIFIER', name.text, name);
		const found = this.#globals.get(name.text);
		if (found === undefined) return false;
		return operand.text.startsWith('^') === ((found.capabilities & NATIVE) !== 0);
	}
}

/** The name in a `@label` operand. Error 12. */
function readBranchLabel(operand: Token): Token {
	const name = tailOf(operand, 1);
	if (!isIdentifier(name.text)) throw new AssemblyFault('INVALID_IDENTIFIER', name.text, name);
	return name;
}
