import { DELAY_FRAMES, TICK_WORDS } from '../../bridge/block-regions.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import { RING_WORDS } from '../../memory/spsc-ring.ts';
import { placeName } from '../address-space.ts';
import { grouped, hexWord } from '../word-format.ts';
import { ownerOf } from './heap-objects.ts';
import type { AreaPart, SpaceArea } from './space-areas.ts';
import type { SpaceModel } from './space-model.ts';
import { STATE_TITLES, WORD_STATE_NAMES } from './word-states.ts';

/** What there is to say of a word. */
export interface WordStory {
	/** Where it is, as `tape + 17`, `params[3]` or `events ring, slot 12 word 3`. */
	readonly place: string;
	/** What it is part of and how large that is, most telling first. */
	readonly facts: readonly string[];
}

/** A line of the source, for those who have one. */
export type LineText = (line: number) => string;

/** The part of an area that has a word. */
export function partAt({ parts }: SpaceArea, offset: number): AreaPart | null {
	let low = 0;
	let high = parts.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((parts[middle]?.start ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	const part = parts[low - 1];
	return part !== undefined && offset < part.start + part.words ? part : null;
}

/** A buffer with where in it something is: `tape + 17`. */
function away(name: string, offset: number): string {
	return `${name} ${offset < 0 ? '−' : '+'} ${Math.abs(offset)}`;
}

/** A word with its place as the firmware has it. */
function addressFacts(address: number): readonly string[] {
	return [`word ${address}`, `pointer ${hexWord((address + MEMORY_OFFSET) | 0)}`];
}

function levelStory(model: SpaceModel, area: SpaceArea, level: number, address: number, lineText: LineText): WordStory {
	const { heap, source } = model;
	const title = area.title;
	const plain: WordStory = { place: away(title, address - area.base), facts: ['no block', ...addressFacts(address)] };
	if (heap === null || source === null) return plain;
	const owner = ownerOf(heap, source.words, source.space, level, address);
	if (owner === null) return plain;
	const state = STATE_TITLES[WORD_STATE_NAMES[model.layers.get(area.id)?.states[address - area.base] ?? 0] ?? 'unmapped'];
	return {
		place: away(owner.name, owner.offset),
		facts: [
			owner.bin < 0 ? title : `${title} bin ${owner.bin}`,
			owner.askedWords > 0
				? `${grouped(owner.askedWords)} words asked, ${grouped(owner.grantedWords)} granted${owner.isCoalesced ? ' in two chunks' : ''}`
				: `${grouped(owner.grantedWords)} words`,
			...(state === 'used' || (state === 'free' && owner.askedWords === 0) ? [] : [state]),
			...(owner.allocatedLine > 0 ? [`allocated at ${lineText(owner.allocatedLine)}`] : []),
			...(owner.freedLine > 0 ? [`freed at ${lineText(owner.freedLine)}`] : []),
			...addressFacts(address),
		],
	};
}

function firmwareStory(model: SpaceModel, area: SpaceArea, address: number, lineText: LineText): WordStory {
	const { source } = model;
	if (source === null) return { place: away(area.title, address - area.base), facts: [] };
	const { space } = source;
	const place = placeName(space, address);
	if (area.look.kind === 'stack') {
		const use = address < source.stackTop ? 'in use' : address < source.stackPeak ? 'was in use' : 'never used';
		return { place, facts: ['data stack', use, ...addressFacts(address)] };
	}
	const symbol = space.spanAt(address)?.symbol ?? null;
	const section = area.id === 'globals' ? 'global' : area.id === 'constants' ? 'constant' : area.title;
	const declared =
		symbol === null ? [] : [`${grouped(symbol.sizeWords)} ${symbol.sizeWords === 1 ? 'word' : 'words'}`, lineText(symbol.line)];
	return { place, facts: [section, ...declared, ...addressFacts(address)] };
}

/** Of a word that the firmware has no address for. */
function engineStory({ about: title, look, id, words, source }: SpaceArea, part: AreaPart | null, offset: number): WordStory {
	const size = `one of ${grouped(words)} words`;
	if (source === null) return { place: away(title, offset), facts: ['made at the first START'] };
	if (look.kind === 'ring' && offset >= RING_WORDS.firstSlot) {
		const at = offset - RING_WORDS.firstSlot;
		const slot = Math.floor(at / look.slotWords);
		const slots = (words - RING_WORDS.firstSlot) / look.slotWords;
		return { place: `${title}, slot ${slot} word ${at % look.slotWords}`, facts: [`${grouped(slots)} slots`, size] };
	}
	if (id.endsWith('delay')) {
		const frame = Math.floor(offset / 2);
		return {
			place: `${title}, frame ${frame} ${offset % 2 === 0 ? 'left' : 'right'}`,
			facts: [`${grouped(DELAY_FRAMES)} frames`],
		};
	}
	if (id === 'ticks') {
		const side = offset % TICK_WORDS === 0 ? 'left' : 'right';
		return { place: `${title}, tick ${Math.floor(offset / TICK_WORDS)} ${side}`, facts: ['between converters and CPU'] };
	}
	if (part === null) return { place: away(title, offset), facts: [size] };
	return { place: part.words === 1 ? part.name : away(part.name, offset - part.start), facts: [title, size] };
}

/** Tells of a word what the block, the firmware's symbols and its heap say. */
export function storyOf(model: SpaceModel, area: SpaceArea, offset: number, lineText: LineText): WordStory {
	if (!area.isFirmware) return engineStory(area, partAt(area, offset), offset);
	const address = area.base + offset;
	if (area.look.kind === 'level') return levelStory(model, area, area.look.level, address, lineText);
	return firmwareStory(model, area, address, lineText);
}
