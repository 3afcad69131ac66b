/** Reads a whole source (impala.md 2). */

import type { DiagnosticLog } from '../diagnostics.ts';
import { BASE_TYPES } from './expression-parser.ts';
import { StatementParser } from './statement-parser.ts';
import type {
	ArrayDeclaration,
	BaseType,
	ConstDeclaration,
	Declaration,
	Expression,
	ExternDeclaration,
	FunctionDefinition,
	SlotDeclaration,
	Storage,
	StoreDeclaration,
	Unit,
} from './syntax-tree.ts';
import { ParseFault } from './token-stream.ts';
import type { Token } from './tokens.ts';

const DECLARATION_WORDS = ['function', 'extern', 'const', 'global', 'readonly', 'temporary'];

/**
 * Reads the tokens of a source. What is wrong goes to the log; the rest of the source is in the tree all the same.
 *
 * @param tokens all of them, as `tokenise` gives them
 */
export function parse(tokens: readonly Token[], log: DiagnosticLog): Unit {
	return new UnitParser(tokens, log).unit();
}

class UnitParser extends StatementParser {
	unit(): Unit {
		const declarations: Declaration[] = [];
		while (this.peek().kind !== 'end') {
			if (this.take(';')) continue;
			const from = this.position;
			try {
				declarations.push(this.#declaration());
			} catch (fault) {
				if (!(fault instanceof ParseFault)) throw fault;
				this.#skipDeclaration(from);
			}
		}
		return { declarations, start: 0, end: this.peek().end };
	}

	/** Skips to a word that begins a declaration, past `from`. Within braces, `global` is not one. */
	#skipDeclaration(from: number): void {
		for (let depth = 0; this.peek().kind !== 'end'; ) {
			const { kind, text } = this.peek();
			const mayBegin = kind === 'keyword' && DECLARATION_WORDS.includes(text) && (depth === 0 || text !== 'global');
			if (mayBegin && this.position > from) return;
			this.next();
			if (text === '{') depth++;
			if (text === '}' && depth > 0) depth--;
		}
	}

	#declaration(): Declaration {
		const { text, start } = this.peek();
		if (this.take('function')) return this.#function(start);
		if (this.take('extern')) return this.#extern(start);
		if (this.take('const')) return this.#const(start);
		if (this.take('global') || this.take('readonly') || this.take('temporary')) return this.#store(text as Storage, start);
		return this.fail('a declaration: function, extern, const, global, readonly or temporary', this.#strayHint());
	}

	#strayHint(): string {
		if (this.sees(',')) return 'Every declaration has one name; begin another with its own global, readonly or const.';
		if (this.sees('}')) return 'There is no brace open here.';
		if (this.sees('locals') || this.sees('returns')) return 'The order is: function NAME(arguments) returns … locals … { }.';
		return this.declarationHint();
	}

	#baseType(expected: string): BaseType {
		const { text, kind } = this.peek();
		if (kind !== 'keyword' || !BASE_TYPES.includes(text as BaseType)) return this.fail(expected);
		this.next();
		return text as BaseType;
	}

	#slot(expected = 'int, float, pointer or funcptr'): SlotDeclaration {
		const { start } = this.peek();
		if (this.sees('array')) this.fail(expected, 'Arrays cannot be arguments or results; pass a pointer to one.');
		const type = this.#baseType(expected);
		const identifier = this.identifier();
		return { kind: 'slot', type, identifier, start, end: identifier.end };
	}

	#slotOrArray(): SlotDeclaration | ArrayDeclaration {
		const { kind, start } = this.peek();
		const expected = 'int, float, pointer, funcptr or array';
		if (kind === 'name' && this.previous.text === ',') this.fail(expected, 'Every local repeats its type.');
		if (!this.take('array')) return this.#slot(expected);
		const identifier = this.identifier();
		this.expect('[');
		const size = this.expression();
		const { end } = this.expect(']', 'an operator or “]”');
		return { kind: 'array', identifier, size, start, end };
	}

	#function(start: number): FunctionDefinition {
		const faultsBefore = this.faults;
		const identifier = this.identifier();
		this.expect('(');
		const args: SlotDeclaration[] = [];
		if (!this.sees(')')) {
			do args.push(this.#slot());
			while (this.take(','));
		}
		this.expect(')', '“,” or “)”');
		const result = this.take('returns') ? this.#slot() : null;
		const locals: (SlotDeclaration | ArrayDeclaration)[] = [];
		if (this.take('locals') && !this.sees('{')) {
			do locals.push(this.#slotOrArray());
			while (this.take(','));
		}
		this.#checkHeadEnd(locals.at(-1));
		const body = this.block();
		const isSound = this.faults === faultsBefore;
		return { kind: 'function', identifier, args, result, locals, body, isSound, start, end: this.previous.end };
	}

	#checkHeadEnd(lastLocal: SlotDeclaration | ArrayDeclaration | undefined): void {
		if (this.sees('{')) return;
		let hint = '';
		if (this.sees('returns')) hint = 'The order is: function NAME(arguments) returns … locals … { }.';
		else if (this.sees('=')) hint = 'Locals have no initial values; assign them in the body.';
		else if (this.sees(';')) hint = 'No semicolon stands between locals and the brace.';
		this.fail(lastLocal ? '“,” or “{”' : 'returns, locals or “{”', hint);
	}

	#extern(start: number): ExternDeclaration {
		const { text } = this.peek();
		const what =
			this.take('function') || this.take('native') || this.take('array')
				? (text as 'function' | 'native' | 'array')
				: this.#baseType('function, native, array, int, float, pointer or funcptr');
		const identifier = this.identifier();
		if (what === 'array' && this.sees('['))
			this.fail('the end of the declaration', 'An extern array is declared without its size.');
		return { kind: 'extern', what, identifier, start, end: identifier.end };
	}

	#const(start: number): ConstDeclaration {
		if (this.sees('array')) this.fail('int, float, pointer or funcptr', 'Constant arrays are declared with readonly.');
		const type = this.#baseType('int, float, pointer or funcptr');
		const identifier = this.identifier();
		const value = this.take('=') ? this.expression() : null;
		return { kind: 'const', type, identifier, value, start, end: this.previous.end };
	}

	#store(storage: Storage, start: number): StoreDeclaration {
		const variable = this.#slotOrArray();
		let value: StoreDeclaration['value'] = null;
		if (this.take('=')) {
			if (variable.kind === 'slot') {
				if (this.sees('{')) this.fail('a value', 'Only arrays have a list of values.');
				value = this.expression();
			} else {
				value = this.#list();
			}
		}
		return { kind: 'store', storage, variable, value, start, end: this.previous.end };
	}

	#list(): readonly Expression[] {
		this.expect('{', '“{” and a list of values');
		if (this.take('}')) return [];
		const list = [this.expression()];
		while (this.take(',')) {
			if (this.sees('}')) this.fail('a value', 'No comma stands behind the last value.');
			list.push(this.expression());
		}
		this.expect('}', '“,” or “}”');
		return list;
	}
}
