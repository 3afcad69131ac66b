/** Reads statements, and goes on behind those that cannot be understood (impala.md 2). */

import { ExpressionParser } from './expression-parser.ts';
import type { Statement, SwitchArm } from './syntax-tree.ts';
import { ParseFault } from './token-stream.ts';
import type { Token } from './tokens.ts';

/** Words that begin a declaration and cannot begin a statement: a body has ended where one of them stands. */
const DECLARATION_WORDS = ['function', 'extern', 'const', 'readonly', 'temporary'];

/** Words that begin a statement and nothing else. */
const STATEMENT_WORDS = ['if', 'while', 'do', 'loop', 'for', 'switch', 'goto', 'copy', 'assert'];

type Block = Statement & { readonly kind: 'block' };

/** The part of the parser that reads bodies. */
export class StatementParser extends ExpressionParser {
	protected block(): Block {
		return this.nested(() => {
			const open = this.expect('{');
			const body: Statement[] = [];
			while (!this.sees('}') && !this.#bodyHasEnded()) body.push(this.#recoveringStatement());
			if (!this.take('}')) {
				const { line } = this.log.source.placeAt(open.start);
				this.tell('UNEXPECTED', this.peek(), [this.peek().kind === 'end' ? 'the end of the file' : `“${this.peek().text}”`], {
					expected: 'a statement or “}”',
					hint: `The brace of line ${line} is not closed.`,
					related: { span: open, message: 'This brace is not closed.' },
				});
			}
			return { kind: 'block', body, start: open.start, end: this.previous.end };
		});
	}

	#bodyHasEnded(): boolean {
		const { kind, text } = this.peek();
		return kind === 'end' || (kind === 'keyword' && DECLARATION_WORDS.includes(text));
	}

	/** A statement, or a broken one with all up to where the next may begin. */
	#recoveringStatement(): Statement {
		const { start } = this.peek();
		const from = this.position;
		try {
			return this.statement();
		} catch (fault) {
			if (!(fault instanceof ParseFault)) throw fault;
			this.#skipStatement(from);
			return { kind: 'broken', start, end: Math.max(start, this.previous.end) };
		}
	}

	/** Skips to behind a semicolon, or to a brace or a word that begins something; always past `from`. */
	#skipStatement(from: number): void {
		if (this.position > from && this.previous.text === ';') return;
		for (let depth = 0; !this.#bodyHasEnded(); ) {
			const { kind, text } = this.peek();
			const isPast = this.position > from;
			if (depth === 0 && text === '}') return;
			if (depth === 0 && isPast && kind === 'keyword' && STATEMENT_WORDS.includes(text)) return;
			this.next();
			if (text === '{') depth++;
			if (text === '}' && --depth === 0) return;
			if (depth === 0 && text === ';') return;
		}
	}

	protected statement(): Statement {
		return this.nested(() => this.#statement());
	}

	#statement(): Statement {
		const first = this.peek();
		const { start, text } = first;
		if (first.kind === 'name' && this.peek(1).text === ':') {
			const label = this.identifier();
			this.next();
			const body = this.statement();
			return { kind: 'label', label, body, start, end: body.end };
		}
		if (first.kind === 'symbol' && text === '{') return this.block();
		if (this.take(';')) return { kind: 'empty', start, end: first.end };
		if (first.kind === 'keyword' && STATEMENT_WORDS.includes(text)) {
			this.next();
			return this.#control(first);
		}
		const localHint = this.localHint();
		if (localHint !== '') this.fail('a statement', localHint);
		const expression = this.expression();
		this.#semicolon();
		return { kind: 'expression', expression, start, end: this.previous.end };
	}

	#control(keyword: Token): Statement {
		const { start } = keyword;
		const end = () => this.previous.end;
		switch (keyword.text) {
			case 'if': {
				const condition = this.condition();
				const then = this.statement();
				const otherwise = this.take('else') ? this.statement() : null;
				return { kind: 'if', condition, then, otherwise, start, end: end() };
			}
			case 'while': {
				const condition = this.condition();
				const body = this.statement();
				return { kind: 'while', condition, body, start, end: end() };
			}
			case 'do': {
				const body = this.statement();
				this.expect('while');
				const condition = this.condition();
				return { kind: 'do', condition, body, start, end: end() };
			}
			case 'loop': {
				const body = this.statement();
				return { kind: 'loop', body, start, end: end() };
			}
			case 'goto': {
				const label = this.identifier('a label');
				this.#semicolon();
				return { kind: 'goto', label, start, end: end() };
			}
			case 'assert': {
				const condition = this.condition();
				const textSpan = { start: condition.start, end: condition.end };
				this.#semicolon();
				return { kind: 'assert', condition, textSpan, start, end: end() };
			}
			case 'copy': {
				this.expect('(');
				const count = this.expression();
				this.expect('from');
				const from = this.expression();
				this.expect('to');
				const to = this.expression();
				this.expect(')', 'an operator or “)”');
				return { kind: 'copy', keyword, count, from, to, start, end: end() };
			}
			case 'for':
				return this.#for(start);
			default:
				return this.#switch(start);
		}
	}

	#for(start: number): Statement {
		this.expect('(');
		const localHint = this.localHint();
		if (localHint !== '') this.fail('a name', localHint);
		const variable = this.nameExpression();
		const assign = this.take('=');
		const operatorSpan = assign ?? variable;
		const from = assign ? this.expression() : null;
		if (this.sees(';'))
			this.fail('“to”', 'A for loop is written for (i = 0 to 10): it counts up by 1, the bound is not reached.');
		this.expect('to', from ? 'an operator or “to”' : '“=” or “to”');
		const to = this.expression();
		this.expect(')', 'an operator or “)”');
		const body = this.statement();
		return { kind: 'for', variable, operatorSpan, from, to, body, start, end: this.previous.end };
	}

	#switch(start: number): Statement {
		this.expect('(');
		const subject = this.expression();
		this.expect('==', '“==” and the range, as in (x == 0 to 4)');
		const low = this.expression();
		this.expect('to', 'an operator or “to”');
		const high = this.expression();
		this.expect(')', 'an operator or “)”');
		this.expect('{');
		const arms: SwitchArm[] = [];
		while (!this.take('}')) arms.push(this.#arm());
		return { kind: 'switch', subject, low, high, arms, start, end: this.previous.end };
	}

	#arm(): SwitchArm {
		const keyword = this.peek();
		let values: SwitchArm['values'] = null;
		if (this.take('case')) values = this.expressionList();
		else if (!this.take('default')) {
			this.fail(
				'“case”, “default” or “}”',
				'Each case has exactly one statement; use braces for several. There is no fall-through.',
			);
		}
		this.expect(':', values ? '“,” or “:”' : '“:”');
		if (this.sees('case') || this.sees('default')) {
			this.fail('a statement', 'There is no fall-through: write several values behind one case, with commas.');
		}
		const from = this.position;
		const { start } = this.peek();
		let body: Statement;
		try {
			body = this.statement();
		} catch (fault) {
			if (!(fault instanceof ParseFault)) throw fault;
			this.#skipStatement(from);
			body = { kind: 'broken', start, end: Math.max(start, this.previous.end) };
		}
		return { keyword, values, body, start: keyword.start, end: this.previous.end };
	}

	/** A semicolon; when only that is missing at the end of a line, it is told and all goes on. */
	#semicolon(): void {
		if (this.take(';')) return;
		const { previous } = this;
		const token = this.peek();
		const { placeAt } = this.log.source;
		const isOnNextLine = placeAt.call(this.log.source, previous.end).line < placeAt.call(this.log.source, token.start).line;
		if (!isOnNextLine && token.text !== '}' && token.text !== 'else') this.fail('an operator or “;”');
		this.tell('MISSING_SEMICOLON', { start: previous.end, end: previous.end });
	}
}
