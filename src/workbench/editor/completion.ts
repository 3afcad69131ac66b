import {
	autocompletion,
	type Completion,
	type CompletionContext,
	type CompletionResult,
	pickedCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { CompletionItem, CompletionKind } from '../../toolchain/language-client.ts';
import { element } from './elements.ts';
import { askLanguage } from './language-services.ts';

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

/** Writes an item and, in the same step of history, the declaration that it needs. */
function applyItem({ insert, label, declare }: CompletionItem) {
	return (view: EditorView, completion: Completion, from: number, to: number) => {
		const text = insert ?? label;
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
