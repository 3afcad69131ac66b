import type { Extension, Range, Text } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';
import { element } from './elements.ts';

/** Characters without a print, and such as turn the direction of what follows: nobody should have to guess that they are there. */
const UNPRINTED =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	/[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202d\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]/g;

/** Where Unicode has the pictures of the control characters 0…31. */
const CONTROL_PICTURES = 0x2400;

/** A picture in the place of a character. */
class CharacterPicture extends WidgetType {
	readonly #code: number;

	constructor(code: number) {
		super();
		this.#code = code;
	}

	override eq(other: CharacterPicture): boolean {
		return other.#code === this.#code;
	}

	override toDOM(): HTMLElement {
		const name = `Control character 0x${this.#code.toString(16)}`;
		const picture = element('span', 'cm-specialChar', this.#code < 32 ? String.fromCharCode(CONTROL_PICTURES + this.#code) : '•');
		picture.title = name;
		picture.ariaLabel = name;
		picture.setAttribute('role', 'img');
		return picture;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}

const pictures = new Map<number, Decoration>();

function pictureOf(code: number): Decoration {
	const known = pictures.get(code) ?? Decoration.replace({ widget: new CharacterPicture(code) });
	pictures.set(code, known);
	return known;
}

/** Pictures for the characters of some stretches of a text, in its order. None reaches over the end of a line. */
export function characterPictures(
	doc: Text,
	stretches: readonly { readonly from: number; readonly to: number }[],
): DecorationSet {
	const found: Range<Decoration>[] = [];
	for (const { from, to } of stretches) {
		const end = Math.min(to, doc.length);
		if (from >= end) continue;
		for (const match of doc.sliceString(from, end).matchAll(UNPRINTED)) {
			const at = from + match.index;
			found.push(pictureOf(match[0].charCodeAt(0)).range(at, at + 1));
		}
	}
	return Decoration.set(found);
}

class Pictures {
	decorations: DecorationSet;

	constructor({ state, visibleRanges }: EditorView) {
		this.decorations = characterPictures(state.doc, visibleRanges);
	}

	update({ docChanged, viewportChanged, view }: ViewUpdate): void {
		if (docChanged || viewportChanged) this.decorations = characterPictures(view.state.doc, view.visibleRanges);
	}
}

/**
 * Shows characters that have no print of their own. CodeMirror's extension for it keeps its marks where they were when an edit above
 * what can be seen moves the text, and a mark that has come to lie on the end of a line stops the view: these are made anew each time.
 */
export const specialCharacters: Extension = ViewPlugin.fromClass(Pictures, { decorations: ({ decorations }) => decorations });
