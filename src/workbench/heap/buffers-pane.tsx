import { type FormEvent, useRef, useState } from 'react';
import { PopupList, PushButton, TextField } from '../../controls/index.ts';
import { type BufferLevel, LEVEL_OF_CALL } from '../../memory/heap/buffer-levels.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { OUTCOME } from '../../memory/heap/outcomes.ts';
import { setBufferLevel } from '../../store/memory-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import type { OpenHeap } from './heap-source.ts';
import styles from './panes.module.css';

/** The table is read this often, milliseconds. */
const READ_PERIOD_MS = 200;

const LEVEL_ITEMS = [
	{ id: String(LEVEL_OF_CALL), label: 'as the call says' },
	...LEVEL_NAMES.map((label, level) => ({ id: String(level), label })),
];

const levelName = (level: number) => (level === LEVEL_OF_CALL ? 'as the call says' : (LEVEL_NAMES[level] ?? '–'));

/** The names in alphabetical order, and whether they are those of before. */
function readBuffers(heap: OpenHeap): readonly BufferLevel[] {
	return [...heap.bufferLevels.buffers()].sort((a, b) => a.name.localeCompare(b.name));
}

function LevelChoice({
	name,
	level,
	onSelect,
}: {
	readonly name: string;
	readonly level: number;
	onSelect(level: number): void;
}) {
	return (
		<PopupList
			label={`Level of ${name}`}
			items={LEVEL_ITEMS}
			selectedId={String(level)}
			listWidthPx={150}
			onSelect={(id) => onSelect(Number(id))}
		>
			<CompactTrigger choice={levelName(level)} />
		</PopupList>
	);
}

/**
 * Which level each named buffer gets: the names that calls of adiAlloc() have used, and those that somebody has given a level. A choice counts from the
 * next allocation on, and is kept for the next time that the firmware is loaded.
 */
export function BuffersPane({ heap }: { readonly heap: OpenHeap }) {
	const root = useRef<HTMLElement>(null);
	const [buffers, setBuffers] = useState(() => readBuffers(heap));
	const [name, setName] = useState('');
	const [level, setLevel] = useState(1);
	const [problem, setProblem] = useState<string | undefined>(undefined);

	useLooks(root, READ_PERIOD_MS, () => {
		const now = readBuffers(heap);
		setBuffers((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
	});

	function choose(buffer: string, chosen: number): void {
		const outcome = heap.bufferLevels.setLevelOf(buffer, chosen);
		if (outcome === OUTCOME.tableFull) throw new RangeError('The table has no room for another name: it holds 256.');
		setBufferLevel(buffer, chosen);
		setBuffers(readBuffers(heap));
	}

	function add(event: FormEvent): void {
		event.preventDefault();
		try {
			choose(name, level);
			setProblem(undefined);
			setName('');
		} catch (reason) {
			setProblem(reason instanceof Error ? reason.message : String(reason));
		}
	}

	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={root} className={styles.scroller} aria-label="Levels of the buffers" tabIndex={0}>
			<table className={styles.buffers} aria-label="Levels of the buffers">
				<thead>
					<tr>
						<th scope="col">buffer</th>
						<th scope="col" title="Where the next allocation of that name is to lie.">
							level
						</th>
						<th scope="col" title="The level that the firmware passed with its last call.">
							the call says
						</th>
						<th scope="col" title="Calls of adiAlloc() with that name.">
							calls
						</th>
					</tr>
				</thead>
				<tbody>
					{buffers.map((buffer) => (
						<tr key={buffer.name} data-set={buffer.level !== LEVEL_OF_CALL}>
							<th scope="row">{buffer.name}</th>
							<td>
								<LevelChoice name={buffer.name} level={buffer.level} onSelect={(chosen) => choose(buffer.name, chosen)} />
							</td>
							<td>{buffer.calls === 0 ? '–' : (LEVEL_NAMES[buffer.callLevel] ?? '–')}</td>
							<td>{grouped(buffer.calls)}</td>
						</tr>
					))}
				</tbody>
			</table>
			{buffers.length === 0 && (
				<p className={styles.remark}>
					adiAlloc() has not been called with a name yet. A buffer that you know of can be given a level now.
				</p>
			)}
			<form className={styles.addBuffer} onSubmit={add}>
				<TextField
					label="Name of a buffer"
					hideLabel
					figures
					placeholder="another buffer"
					value={name}
					onChange={setName}
					error={problem}
				/>
				<LevelChoice name="the new buffer" level={level} onSelect={setLevel} />
				<PushButton variant="small" disabled={name === ''} onClick={(event) => event.currentTarget.form?.requestSubmit()}>
					Add
				</PushButton>
			</form>
			<p className={styles.remark}>Counts from the next allocation of that name on, and when the firmware is loaded again.</p>
		</section>
	);
}
