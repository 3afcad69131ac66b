/** Pieces that sources are cut into. */
const PIECE = /\s+|[A-Za-z_$][\w$]*|\d+\.\d+|\d+|"[^"\n]*"|'[^'\n]*'|>>>|[<>=!]=|<<|>>|&&|\|\||[\s\S]/g;

/** Pieces that break things. */
const ROUGH = [
	'(',
	')',
	'{',
	'}',
	';',
	'"',
	"'",
	'/*',
	'//',
	'\\',
	'\0',
	'\u00ff',
	'global',
	'goto',
	'loop',
	'switch',
	'*',
	'&',
	'0x',
	'1.',
	'-',
	'-1',
	'0',
	'!',
	'array',
	'',
];

/** Kinds of pieces that can stand for each other without breaking the form of a source. */
function kindOf(piece: string): string {
	if (/^[A-Za-z_$]/.test(piece)) return 'name';
	if (/^\d+\./.test(piece)) return 'float';
	if (/^[\d']/.test(piece)) return 'int';
	return /^([-+*/%&|^]|<<|>>>?)$/.test(piece) ? 'operator' : piece;
}

/** For each piece, the places of all pieces of its kind, in their order. */
function placesOfKinds(pieces: readonly string[]): readonly (readonly number[])[] {
	const kinds = pieces.map(kindOf);
	const places = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
	for (const [place, kind] of kinds.entries()) places.get(kind)?.push(place);
	return kinds.map((kind) => places.get(kind) ?? []);
}

/** Makes damaged sources out of sound ones; the same seed makes the same ones. */
export class SourceMutator {
	readonly #sources: readonly (readonly string[])[];
	/** Of each source; an exchange does not change them. */
	readonly #ofSameKind: ReadonlyMap<readonly string[], readonly (readonly number[])[]>;
	#state: number;

	constructor(sources: readonly string[], seed: number) {
		this.#sources = sources.map((source) => source.match(PIECE) ?? []);
		this.#ofSameKind = new Map(this.#sources.map((pieces) => [pieces, placesOfKinds(pieces)]));
		this.#state = seed;
	}

	/** @param isGentle whether pieces are only exchanged for others of their kind, so that many still compile */
	mutate(isGentle: boolean): string {
		const source = this.#oneOf(this.#sources);
		const ofSameKind = this.#ofSameKind.get(source) ?? [];
		const pieces = [...source];
		for (let edits = 1 + this.#below(this.#below(3) === 0 ? 30 : 3); edits > 0; edits--) {
			const at = this.#below(pieces.length);
			if (isGentle) pieces[at] = pieces[this.#oneOf(ofSameKind[at])];
			else this.#damage(pieces, at);
		}
		return pieces.join('');
	}

	#damage(pieces: string[], at: number): void {
		switch (this.#below(6)) {
			case 0:
				pieces.splice(at, 1 + this.#below(3));
				break;
			case 1:
				pieces.splice(at, 0, this.#oneOf(this.#oneOf(this.#sources)));
				break;
			case 2:
				pieces[at] = this.#oneOf(this.#oneOf(this.#sources));
				break;
			case 3:
				pieces[at] = this.#oneOf(ROUGH);
				break;
			case 4:
				pieces.splice(at, 0, ...pieces.slice(this.#below(pieces.length)).slice(0, this.#below(12)));
				break;
			default:
				pieces.splice(at, 1, this.#oneOf(pieces), pieces[at] ?? '');
		}
	}

	#oneOf<Item>(items: readonly Item[]): Item {
		return items[this.#below(items.length)];
	}

	/** A number from 0 to less than `limit` (a linear congruential generator). */
	#below(limit: number): number {
		this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
		return Math.floor((this.#state / 2 ** 32) * limit);
	}
}
