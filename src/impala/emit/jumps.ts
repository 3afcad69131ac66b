/** Takes the detours out of a function's jumps: they cost cycles, which the host counts (impala.md 0.2). */

import type { GazlLine } from './gazl-writer.ts';

/** Each branch with its exact opposite, for NaN too. */
const OPPOSITES: ReadonlyMap<string, string> = new Map(
	['i', 'f', 'p'].flatMap((type) =>
		[
			['LSS', 'GEQ'],
			['GRT', 'LEQ'],
			['EQU', 'NEQ'],
		].flatMap(([a, b]) => [[`${a}${type}`, `${b}${type}`] as const, [`${b}${type}`, `${a}${type}`] as const]),
	),
);

/**
 * Makes jumps to jumps lead to where those lead, a branch around a jump the opposite branch, and removes jumps to the next
 * instruction with the labels that nothing leads to any more.
 *
 * @param body the lines of one function behind its declarations; they are changed
 * @returns those that are left
 */
export function straightenJumps(body: readonly GazlLine[]): readonly GazlLine[] {
	const places = new Map<string, number>();
	for (const [index, { label }] of body.entries()) if (label !== null) places.set(label, index);
	const removed = new Set<GazlLine>();
	/** The first line from an index on that is more than the carrier of a label. */
	const lineFrom = (index: number): number => {
		let at = index;
		while (at < body.length && (body[at].mnemonic === 'NOOP' || removed.has(body[at]))) at++;
		return at;
	};
	const lineAt = (label: string): number => lineFrom(places.get(label) ?? body.length);
	const finalTarget = (label: string): string => {
		const passed = new Set<string>();
		let target = label;
		for (;;) {
			const line = body[lineAt(target)];
			const next = line && line.mnemonic === 'GOTO' ? targetOf(line) : null;
			if (next === null || passed.has(target) || !places.has(target)) return target;
			passed.add(target);
			target = next;
		}
	};

	for (const line of body) {
		const target = targetOf(line);
		const final = target === null ? null : finalTarget(target);
		if (final !== null && final !== target) retarget(line, final);
	}
	for (const [index, line] of body.entries()) {
		const next = body[index + 1];
		const opposite = OPPOSITES.get(line.mnemonic);
		const target = targetOf(line);
		const nextTarget = next && next.mnemonic === 'GOTO' && next.label === null ? targetOf(next) : null;
		if (opposite && target !== null && nextTarget !== null && places.has(target) && lineAt(target) === lineFrom(index + 2)) {
			line.mnemonic = opposite;
			line.comment ??= next.comment;
			retarget(line, nextTarget);
			removed.add(next);
		}
	}
	for (const [index, line] of body.entries()) {
		const target = line.mnemonic === 'GOTO' ? targetOf(line) : null;
		if (target === null || !places.has(target) || lineAt(target) !== lineFrom(index + 1)) continue;
		if (line.label === null) {
			removed.add(line);
		} else {
			line.mnemonic = 'NOOP';
			line.operands = [];
		}
	}
	const left = body.filter((line) => !removed.has(line));
	return withoutIdleLabels(left);
}

/** The label that an instruction may go to; null for those that have none, and for switches, which have many. */
function targetOf({ mnemonic, operands, isExecuted }: GazlLine): string | null {
	const last = operands.at(-1);
	return isExecuted && mnemonic !== 'SWCH' && last?.startsWith('@') ? last.slice(1) : null;
}

function retarget(line: GazlLine, label: string): void {
	line.operands = [...line.operands.slice(0, -1), `@${label}`];
}

/** Labels of our own are kept where something leads to them, and those of the source anyway. */
function withoutIdleLabels(body: readonly GazlLine[]): readonly GazlLine[] {
	const used = new Set<string>();
	for (const { mnemonic, operands } of body) {
		for (const text of operands) if (text.startsWith('@')) used.add(text.slice(1));
		// Lines of the assembler are one text.
		if (mnemonic.includes('@')) for (const text of mnemonic.split(' ')) if (text.startsWith('@')) used.add(text.slice(1));
	}
	for (const line of body) {
		const isOurs = line.isExecuted && line.label?.startsWith('.') && !line.label.includes('#');
		if (isOurs && line.label !== null && !used.has(line.label)) line.label = null;
	}
	return body.filter(({ mnemonic, label }) => mnemonic !== 'NOOP' || label !== null);
}
