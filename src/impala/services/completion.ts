/** What can be written at a place. */

import type { ImpalaSymbol } from '../check/symbols.ts';
import type { Analysis } from '../compile.ts';
import type { CompletionItem, CompletionKind, Completions, HostNames } from './answers.ts';
import { commentOf, startWithComments } from './comments.ts';
import { type CompletionContext, completionContext } from './completion-context.ts';
import { detailText } from './declaration-text.ts';
import { frameNames, functionTokens, labelNames } from './function-names.ts';
import { declarationPlace, hostDeclarations, hostValues, insertionOf } from './host-declarations.ts';
import { documentationOf } from './symbol-documentation.ts';
import { declarationsByName, definingPlace, type NameDeclaration } from './unit-names.ts';
import { WORD_DOCUMENTATION } from './word-documentation.ts';

const TYPES = ['int', 'float', 'pointer', 'funcptr'];
const STATEMENT_WORDS = ['if', 'while', 'do', 'loop', 'for', 'switch', 'goto', 'copy', 'assert'];
const DECLARATION_WORDS = ['function', 'extern', 'const', 'global', 'readonly', 'temporary'];
const VALUE_WORDS = ['global', 'abs', 'floor', 'itof', 'ftoi', 'null', 'nullfunc'];

/** The words that follow those that a declaration begins with. */
const WORDS_BEHIND: Readonly<Record<string, readonly string[]>> = {
	extern: ['function', 'native', 'array', ...TYPES],
	const: TYPES,
	global: ['array', ...TYPES],
	readonly: ['array', ...TYPES],
	temporary: ['array', ...TYPES],
};

/** What can be written at a place; the text around it may be broken. Nothing within comments, strings and numbers. */
export function completionsAt(analysis: Analysis, offset: number, host: HostNames): Completions {
	const context = completionContext(analysis.tokens, offset);
	return { from: context.from, items: new CompletionList(analysis, context, host).items() };
}

class CompletionList {
	readonly #analysis: Analysis;
	readonly #context: CompletionContext;
	readonly #host: HostNames;
	readonly #declarations: ReadonlyMap<number, NameDeclaration>;

	constructor(analysis: Analysis, context: CompletionContext, host: HostNames) {
		this.#analysis = analysis;
		this.#context = context;
		this.#host = host;
		this.#declarations = declarationsByName(analysis);
	}

	items(): readonly CompletionItem[] {
		const { place } = this.#context;
		switch (place) {
			case 'none':
				return [];
			case 'declaration':
				return [...words(DECLARATION_WORDS), ...this.#hostDeclarations()];
			case 'declarationWord':
				return this.#declarationWord();
			case 'slotType':
				return words(TYPES);
			case 'localType':
				return words([...TYPES, 'array']);
			case 'returnsOrLocals':
				return words(['returns', 'locals']);
			case 'locals':
			case 'from':
			case 'to':
				return words([place]);
			case 'arm':
				return words(['case', 'default', 'else']);
			case 'label':
				return this.#labels();
			case 'loopVariable':
				return this.#locals().filter(({ kind, detail }) => kind !== 'argument' && (detail === 'int' || detail === 'pointer'));
			case 'globalName':
				return this.#globals(false);
			case 'constant':
				return [...this.#constantValues(), ...words(VALUE_WORDS)];
			case 'statement':
				return [...this.#locals(), ...words([...STATEMENT_WORDS, 'else']), ...this.#unitValues(), ...words(VALUE_WORDS)];
			default: {
				const types = place === 'valueOrType' ? words(TYPES) : [];
				return [...this.#locals(), ...this.#unitValues(), ...types, ...words(VALUE_WORDS)];
			}
		}
	}

	#hostDeclarations(): readonly CompletionItem[] {
		return hostDeclarations(this.#analysis, this.#context, this.#host);
	}

	#declarationWord(): readonly CompletionItem[] {
		const { declarationWords } = this.#context;
		const later = declarationWords === 'extern function' ? this.#laterFunctions().map(withoutDeclaration) : [];
		return [...later, ...this.#hostDeclarations(), ...words(WORDS_BEHIND[declarationWords] ?? [])];
	}

	#labels(): readonly CompletionItem[] {
		const tokens = functionTokens(this.#analysis.tokens, this.#context.declarationStart);
		return labelNames(tokens).map((label) => ({ label, kind: 'label', detail: '', documentation: '' }));
	}

	#locals(): readonly CompletionItem[] {
		return frameNames(this.#context.functionTokens).map(({ name, role, type, span }) => ({
			label: name,
			kind: role,
			detail: type,
			documentation: commentOf(this.#analysis.tokens, span),
		}));
	}

	#unitValues(): readonly CompletionItem[] {
		const { functions, constants } = this.#analysis.scope;
		return [
			...this.#declared(functions),
			...this.#globals(true),
			...this.#declared(constants),
			...this.#laterFunctions(),
			...hostValues(this.#analysis, this.#functionStart(), this.#host, ['native', 'constant']),
		];
	}

	#constantValues(): readonly CompletionItem[] {
		const { functions, constants } = this.#analysis.scope;
		const isFunction = ({ kind }: CompletionItem) => kind === 'function';
		return [
			...this.#declared(constants),
			...this.#declared(functions).filter(isFunction),
			...this.#declared(this.#analysis.scope.globals).map(throughGlobal),
			...hostValues(this.#analysis, this.#functionStart(), this.#host, ['constant']),
		];
	}

	/** @param isWordMissing whether `global` still has to be written */
	#globals(isWordMissing: boolean): readonly CompletionItem[] {
		const known = this.#declared(this.#analysis.scope.globals);
		const ofHost = hostValues(this.#analysis, this.#functionStart(), this.#host, ['global', 'array']);
		if (isWordMissing) return [...known.map(throughGlobal), ...ofHost];
		return [...known, ...ofHost.map(({ insert: _, ...item }) => item)];
	}

	/** Those that are declared above the cursor: only they are known there. */
	#declared(table: ReadonlyMap<string, ImpalaSymbol>): readonly CompletionItem[] {
		return [...table.values()].filter((symbol) => firstPlace(symbol) < this.#context.from).map((symbol) => this.#item(symbol));
	}

	/** Functions that are defined below only, with the declaration that makes them known. */
	#laterFunctions(): readonly CompletionItem[] {
		const place = declarationPlace(this.#analysis, this.#functionStart(), 'extern');
		return [...this.#analysis.scope.functions.values()]
			.filter((symbol) => symbol.kind === 'function' && firstPlace(symbol) >= this.#context.from)
			.map((symbol) => ({ ...this.#item(symbol), declare: insertionOf(`extern function ${symbol.name}`, place) }));
	}

	#functionStart(): number {
		return startWithComments(this.#analysis.tokens, this.#context.declarationStart);
	}

	#item(symbol: ImpalaSymbol): CompletionItem {
		const documentation = documentationOf(this.#analysis, { symbol, owner: null }, this.#host, this.#declarations);
		const detail = detailText(this.#analysis, symbol, this.#declarations);
		const call = symbol.kind === 'native' ? this.#host.get(symbol.name)?.call : '';
		return { label: symbol.name, kind: kindOf(symbol), detail: call || detail, documentation };
	}
}

function firstPlace(symbol: ImpalaSymbol): number {
	return (symbol.declarations[0] ?? definingPlace(symbol)).start;
}

function kindOf(symbol: ImpalaSymbol): CompletionKind {
	switch (symbol.kind) {
		case 'data':
			return symbol.isArray ? 'array' : 'global';
		case 'const':
			return 'constant';
		case 'local':
			return symbol.role;
		default:
			return symbol.kind;
	}
}

function throughGlobal(item: CompletionItem): CompletionItem {
	return { ...item, insert: `global ${item.label}` };
}

function withoutDeclaration({ declare: _, ...item }: CompletionItem): CompletionItem {
	return item;
}

function words(list: readonly string[]): readonly CompletionItem[] {
	return list.map((label) => {
		const { form = '', documentation = '' } = WORD_DOCUMENTATION[label] ?? {};
		return { label, kind: TYPES.includes(label) ? 'type' : 'keyword', detail: '', documentation: `${form}\n${documentation}` };
	});
}
