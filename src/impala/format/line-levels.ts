/** How far lines are indented, by what begins them. */

import type { Declaration, Statement, Unit } from '../syntax/syntax-tree.ts';
import type { Token } from '../syntax/tokens.ts';

/** Levels of indentation of the tokens that can begin a line as something of their own, by where they start. */
export type LineLevels = ReadonlyMap<number, number>;

/**
 * Finds the levels of a source.
 *
 * @param tokens those that count, in order
 */
export function lineLevels(unit: Unit, tokens: readonly Token[]): LineLevels {
	const finder = new LevelFinder(tokens);
	for (const declaration of unit.declarations) finder.declaration(declaration);
	return finder.levels;
}

class LevelFinder {
	readonly levels = new Map<number, number>();
	readonly #tokens: readonly Token[];
	readonly #indexes: ReadonlyMap<number, number>;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
		this.#indexes = new Map(tokens.map(({ start }, index) => [start, index]));
	}

	declaration(declaration: Declaration): void {
		const { start, end } = declaration;
		this.levels.set(start, 0);
		if (declaration.kind === 'function') {
			for (const token of this.#tokensBetween(start, declaration.body.start)) {
				if (token.text === 'returns' || token.text === 'locals') this.levels.set(token.start, 0);
			}
			this.statement(declaration.body, 0);
		} else if (declaration.kind === 'store' && Array.isArray(declaration.value)) {
			// Values stand inside the braces; the closing one stands where the declaration does.
			this.levels.set(end - 1, 0);
		}
	}

	statement(statement: Statement, level: number): void {
		this.levels.set(statement.start, level);
		switch (statement.kind) {
			case 'block':
				for (const inner of statement.body) this.statement(inner, level + 1);
				this.levels.set(statement.end - 1, level);
				break;
			case 'label':
				this.statement(statement.body, level);
				break;
			case 'if':
				this.#body(statement.then, level);
				if (statement.otherwise) {
					this.#keywordBefore(statement.otherwise.start, level);
					if (statement.otherwise.kind === 'if') this.statement(statement.otherwise, level);
					else this.#body(statement.otherwise, level);
				}
				break;
			case 'do':
				this.#body(statement.body, level);
				this.#keywordBefore(statement.condition.start, level);
				break;
			case 'while':
			case 'loop':
			case 'for':
				this.#body(statement.body, level);
				break;
			case 'switch':
				for (const arm of statement.arms) {
					this.levels.set(arm.start, level + 1);
					this.#body(arm.body, level + 1);
				}
				this.levels.set(statement.end - 1, level);
				break;
			default:
		}
	}

	/** A block stands where its head does, a single statement one level in. */
	#body(statement: Statement, level: number): void {
		this.statement(statement, statement.kind === 'block' ? level : level + 1);
	}

	#keywordBefore(start: number, level: number): void {
		const token = this.#tokens[(this.#indexes.get(start) ?? 0) - 1];
		if (token) this.levels.set(token.start, level);
	}

	#tokensBetween(start: number, end: number): readonly Token[] {
		return this.#tokens.slice(this.#indexes.get(start), this.#indexes.get(end));
	}
}
