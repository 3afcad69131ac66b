import { StateEffect, StateField } from '@codemirror/state';
import { type Command, type EditorView, showTooltip, type Tooltip } from '@codemirror/view';
import type { Renaming } from '../../toolchain/language-client.ts';
import styles from './code-notes.module.css';
import { element } from './elements.ts';
import { askLanguage } from './language-services.ts';

/** The name that is being changed: where it stands and what it is called. */
interface RenamedName {
	readonly from: number;
	readonly to: number;
	readonly name: string;
}

const setRenamed = StateEffect.define<RenamedName | null>();

/** The field is gone as soon as the text changes or another place is chosen. */
const renamed = StateField.define<RenamedName | null>({
	create: () => null,
	update(name, transaction) {
		for (const effect of transaction.effects) if (effect.is(setRenamed)) return effect.value;
		return transaction.docChanged || transaction.selection ? null : name;
	},
	provide: (field) => showTooltip.from(field, (name) => (name === null ? null : fieldTooltip(name))),
});

function fieldTooltip(name: RenamedName): Tooltip {
	return {
		pos: name.from,
		above: true,
		create: (view) => {
			const field = new RenameField(view, name);
			return { dom: field.dom, mount: () => field.focus() };
		},
	};
}

/** A field for the new name. What is typed is tried at once, so that a name that cannot be is told before Enter. */
class RenameField {
	readonly dom: HTMLElement;
	readonly #view: EditorView;
	readonly #name: RenamedName;
	readonly #input = document.createElement('input');
	readonly #verdict = element('p', `${styles.verdict}`);
	/** What the last tried name came to. */
	#tried: { readonly newName: string; readonly renaming: Promise<Renaming | null> } | null = null;

	constructor(view: EditorView, name: RenamedName) {
		this.#view = view;
		this.#name = name;
		const label = element('label', '', 'New name', this.#input);
		this.#verdict.setAttribute('role', 'status');
		this.#input.value = name.name;
		this.#input.spellcheck = false;
		this.#input.autocomplete = 'off';
		this.#input.ariaLabel = `New name of ${name.name}`;
		this.#input.addEventListener('input', () => void this.#tell());
		this.#input.addEventListener('keydown', (event) => this.#pressKey(event));
		this.#input.addEventListener('blur', () => this.#close());
		this.dom = element('div', `${styles.rename}`, label, this.#verdict);
	}

	focus(): void {
		this.#input.focus();
		this.#input.select();
		void this.#tell();
	}

	#try(): Promise<Renaming | null> {
		const newName = this.#input.value.trim();
		if (this.#tried?.newName !== newName) {
			const renaming = askLanguage(this.#view.state, (client, id) => client.rename(id, this.#name.from, newName));
			this.#tried = { newName, renaming };
		}
		return this.#tried.renaming;
	}

	async #tell(): Promise<void> {
		const isSame = this.#input.value.trim() === this.#name.name;
		const renaming = await this.#try();
		const problem = renaming !== null && 'problem' in renaming && !isSame ? renaming.problem : '';
		this.#input.ariaInvalid = String(problem !== '');
		this.#verdict.dataset.problem = String(problem !== '');
		this.#verdict.textContent = problem || verdictOn(renaming);
	}

	#pressKey(event: KeyboardEvent): void {
		event.stopPropagation();
		if (event.key === 'Escape') {
			event.preventDefault();
			this.#close();
			this.#view.focus();
		} else if (event.key === 'Enter') {
			event.preventDefault();
			void this.#rename();
		}
	}

	async #rename(): Promise<void> {
		const newName = this.#input.value.trim();
		const { doc } = this.#view.state;
		const renaming = await this.#try();
		if (renaming === null || 'problem' in renaming || !this.#view.state.doc.eq(doc)) {
			await this.#tell();
			return;
		}
		this.#view.dispatch({
			changes: renaming.edits.map(({ start, end }) => ({ from: start, to: end, insert: newName })),
			effects: setRenamed.of(null),
			userEvent: 'rename',
		});
		this.#view.focus();
	}

	#close(): void {
		if (this.#view.state.field(renamed, false) === this.#name) this.#view.dispatch({ effects: setRenamed.of(null) });
	}
}

function verdictOn(renaming: Renaming | null): string {
	if (renaming === null || 'problem' in renaming) return '';
	const { length } = renaming.edits;
	return renaming.warning ?? `${length} ${length === 1 ? 'place' : 'places'}`;
}

/** Opens a field to rename what stands at the cursor. */
export const renameSymbol: Command = (view) => {
	void openField(view);
	return true;
};

async function openField(view: EditorView): Promise<void> {
	const { doc, selection } = view.state;
	const { head } = selection.main;
	const spans = await askLanguage(view.state, (client, id) => client.references(id, head));
	const span = spans?.find(({ start, end }) => start <= head && head <= end);
	if (span === undefined || !view.state.doc.eq(doc)) return;
	const name = { from: span.start, to: span.end, name: doc.sliceString(span.start, span.end) };
	view.dispatch({ effects: setRenamed.of(name) });
}

export const renameField = renamed;
