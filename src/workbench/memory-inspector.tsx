import { useRef } from 'react';
import { useStore } from 'zustand';
import { GRANULE_WORDS } from '../gazl/wasm/heat-counters.ts';
import { viewStore } from '../store/view-store.ts';
import type { AddressSpace } from './address-space.ts';
import { placeName, pointerTo } from './address-space.ts';
import type { EngineSource } from './engine-window.ts';
import { rateText } from './heat-scale.ts';
import { memoryCursor } from './memory-cursor.ts';
import styles from './memory-inspector.module.css';
import type { MemorySource } from './memory-source.ts';
import { useLooks } from './use-looks.ts';
import { WordEditor } from './word-editor.tsx';
import { characterWord, floatWord, hexWord, intWord } from './word-format.ts';

/** Values are printed this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

const SECTION_NAMES = { globals: 'global', stack: 'data stack', heap: 'heap', constants: 'constant' } as const;

function declaration(space: AddressSpace, address: number): string {
	const symbol = space.spanAt(address)?.symbol;
	if (symbol) return `line ${symbol.line}`;
	if (space.sectionOf(address) === 'stack') return 'of calls';
	if (space.sectionOf(address) === 'heap') return 'handed out by natives';
	return space.isGuard(address) ? 'always 0' : 'no name';
}

/** How often the granule of a word is accessed. */
function heatText({ heat, space }: MemorySource, address: number): string {
	const granule = Math.floor(address / GRANULE_WORDS);
	const first = granule * GRANULE_WORDS;
	const last = Math.min(space.memoryWords, first + GRANULE_WORDS) - 1;
	return `reads ${rateText(heat.reads[granule] ?? 0)}  writes ${rateText(heat.writes[granule] ?? 0)}  words ${first}–${last} together`;
}

/** What is to be said about the word under the cursor. */
export function MemoryInspector(props: {
	readonly engine: EngineSource;
	readonly source: MemorySource;
	/** Whether the view beside it shows heat when heat is on. */
	readonly showsHeat: boolean;
}) {
	const { engine, source, showsHeat } = props;
	const root = useRef<HTMLDivElement>(null);
	const values = useRef<HTMLSpanElement>(null);
	const rates = useRef<HTMLSpanElement>(null);
	const heat = useStore(viewStore, (state) => state.heat) && showsHeat;
	const { address, pinned } = useStore(memoryCursor);
	const { space } = source;
	const known = address >= 0 && address < space.memoryWords;
	useLooks(root, PRINT_PERIOD_MS, (nowMs) => {
		if (values.current === null) return;
		source.refresh(nowMs);
		const { address: now } = memoryCursor.getState();
		const word = source.words[now];
		const text =
			word === undefined
				? ''
				: `${hexWord(word)}  ${intWord(word).padStart(11)}  ${floatWord(word).padStart(13)}  ${characterWord(word)}`;
		if (values.current.textContent !== text) values.current.textContent = text;
		if (rates.current === null) return;
		const rateLine = word === undefined ? '' : heatText(source, now);
		if (rates.current.textContent !== rateLine) rates.current.textContent = rateLine;
	});
	return (
		<div ref={root} className={styles.inspector}>
			<span className={styles.name} data-pinned={pinned}>
				{known ? placeName(space, address) : 'Point at a word'}
			</span>
			<span className={styles.facts}>
				{known
					? `${SECTION_NAMES[space.sectionOf(address)]} · word ${address} · pointer ${hexWord(pointerTo(address))} · ${declaration(space, address)}`
					: 'Click to pin it; arrow keys go from word to word.'}
			</span>
			<span ref={values} className={styles.values} />
			{heat && <span ref={rates} className={styles.values} />}
			{known && pinned && <WordEditor key={address} engine={engine} source={source} address={address} />}
		</div>
	);
}
