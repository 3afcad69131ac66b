import {
	autocompletion,
	type Completion,
	type CompletionContext,
	type CompletionResult,
	insertBracket,
	pickedCompletion,
} from '@codemirror/autocomplete';
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { CompletionItem, CompletionKind } from '../../toolchain/language-client.ts';
import { element } from './elements.ts';
import { askLanguage } from './language-services.ts';
import { sourceDocument } from './source-document.ts';

/** What stands before an item to tell what it is. */
const KIND_SIGNS: Readonly<Record<CompletionKind, string>> = {
	keyword: '¶',
	type: 'ty',
	constant: '#',
	global: 'G',
	array: 'G*',
	function: 'ƒ',
	native: 'ƒn',
	local: 'L',
	argument: 'in',
	result: 'rs',
	label: ':',
	snippet: '…',
};

/** Letters that make a completion come by itself. */
const WORD_BEFORE = /[A-Za-z_$.][\w$.]*$/;

const WORD = /^[\w$.]*$/;

/** An opening parenthesis at most so many characters behind a name is taken for the one of its call. */
const LONGEST_GAP = 8;

/** Signatures without parameters. */
const NO_PARAMETERS = /^[\w$.]*\s*\(\s*\)/;

/** Beginnings of lines that declare: a function's name stands there for itself. */
const DECLARATION = /^\s*(extern|const|readonly|global\s+(int|float|pointer|funcptr|array))\b/;

/** What a completed name is followed by: nothing, an empty list of arguments, or one that is still to be written. */
export type CallEnding = 'none' | 'empty' | 'open';

/** How a name goes on that is written in place of `from` to before `to`. */
export function callEnding(
	state: EditorState,
	item: Pick<CompletionItem, 'kind' | 'detail'>,
	from: number,
	to: number,
): CallEnding {
	if (state.facet(sourceDocument).language !== 'impala') return 'none';
	if (item.kind !== 'function' && item.kind !== 'native') return 'none';
	const isCall = state
		.sliceDoc(to, to + LONGEST_GAP)
		.trimStart()
		.startsWith('(');
	if (isCall || DECLARATION.test(state.sliceDoc(state.doc.lineAt(from).from, from))) return 'none';
	return NO_PARAMETERS.test(item.detail) ? 'empty' : 'open';
}

/** Writes an item and, in the same step of history, the declaration that it needs. */
function applyItem(item: CompletionItem) {
	const { insert, label, declare } = item;
	return (view: EditorView, completion: Completion, from: number, to: number) => {
		const ending = callEnding(view.state, item, from, to);
		const text = (insert ?? label) + (ending === 'empty' ? '()' : '');
		const changes = view.state.changes([
			...(declare === undefined ? [] : [{ from: declare.at, insert: declare.text }]),
			{ from, to, insert: text },
		]);
		view.dispatch({
			changes,
			selection: { anchor: changes.mapPos(to, 1) },
			annotations: pickedCompletion.of(completion),
			userEvent: 'input.complete',
			scrollIntoView: true,
		});
		// As if typed, so that the closing one is typed over; null in front of a word.
		const parentheses = ending === 'open' ? insertBracket(view.state, '(') : null;
		if (parentheses !== null) view.dispatch(parentheses);
	};
}

function completionOf(item: CompletionItem, place: number): Completion {
	const { label, kind, detail, documentation, declare } = item;
	const notes = [documentation, declare === undefined ? '' : `Declares it too: ${declare.text.trim()}`].filter(
		(note) => note !== '',
	);
	return {
		label,
		type: kind,
		detail,
		apply: applyItem(item),
		// The services' order, within what fits the letters equally well.
		boost: Math.max(-99, -place),
		...(notes.length > 0 && { info: () => element('div', '', ...notes.map((note) => element('div', '', note))) }),
	};
}

async function completionSource(context: CompletionContext): Promise<CompletionResult | null> {
	if (!context.explicit && context.matchBefore(WORD_BEFORE) === null) return null;
	const found = await askLanguage(context.state, (client, id) => client.completions(id, context.pos));
	if (found === null || context.aborted) return null;
	return { from: found.from, options: found.items.map(completionOf), validFor: WORD };
}

/** Completion of names by the language services. */
export const completion = autocompletion({
	override: [completionSource],
	icons: false,
	addToOptions: [
		{
			render({ type }) {
				const sign = element('span', 'cm-completionKind', KIND_SIGNS[type as CompletionKind] ?? '');
				sign.ariaHidden = 'true';
				return sign;
			},
			position: 20,
		},
	],
});
