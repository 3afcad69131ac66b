import { type FormEvent, useId, useState } from 'react';
import { type HostWriting, hostWriting } from '../bridge/firmware-interface.ts';
import { type AddressSpace, placeName } from './address-space.ts';
import type { EngineSource } from './engine-window.ts';
import type { MemorySource } from './memory-source.ts';
import styles from './word-editor.module.css';
import { readWord, type WordEntry } from './word-entry.ts';
import { formatWord, hexWord, intWord } from './word-format.ts';

interface HostWrites {
	/** When the host writes the global. */
	readonly moment: string;
	/** How long a word stays that is typed there; '' for as long as the firmware is loaded. */
	readonly lasts: string;
}

/** When the host writes what is its own, in words. */
const HOST_WRITES: Readonly<Record<HostWriting, HostWrites>> = {
	tick: { moment: 'in each tick', lasts: 'until the next tick' },
	update: { moment: 'with each update()', lasts: 'until the next update()' },
	load: { moment: 'before init()', lasts: '' },
};

/** When the host writes a word; null for one that is the firmware's alone. */
function hostWritesAt(space: AddressSpace, address: number): HostWrites | null {
	const writing = hostWriting(space.spanAt(address)?.symbol?.name ?? '');
	return writing === null ? null : HOST_WRITES[writing];
}

/** What was written, as it was typed and as bits. */
function writtenText({ word, format }: Extract<WordEntry, { readonly word: number }>): string {
	return `${formatWord(word, format)} written (${format === 'hex' ? intWord(word) : hexWord(word)})`;
}

/** Why a word cannot be written, '' if it can. */
function hindrance({ space, state }: MemorySource, address: number): string {
	if (address < 0 || address >= space.memoryWords) return 'not in memory';
	if (address >= space.constantsStart) return 'a constant: the code counts on it';
	return state === 'image' ? 'Press START to write: the firmware does not play yet.' : '';
}

/** A field in which a word of the firmware's memory is typed anew; Enter writes it, while the firmware plays or stands still. */
export function WordEditor(props: { readonly engine: EngineSource; readonly source: MemorySource; readonly address: number }) {
	const { engine, source, address } = props;
	const [text, setText] = useState('');
	const [problem, setProblem] = useState('');
	const [written, setWritten] = useState('');
	const name = placeName(source.space, address);
	const host = hostWritesAt(source.space, address);
	const noteId = useId();

	function write(event: FormEvent): void {
		event.preventDefault();
		const entry = readWord(text);
		const wrong = hindrance(source, address) || ('problem' in entry ? entry.problem : engine.setWord(address, entry.word));
		setProblem(wrong);
		if (wrong !== '' || 'problem' in entry) return;
		setText('');
		setWritten(
			host === null || host.lasts === '' ? writtenText(entry) : `${formatWord(entry.word, entry.format)} written, ${host.lasts}`,
		);
	}

	if (address >= source.space.constantsStart) return <span className={styles.note}>{hindrance(source, address)}</span>;
	return (
		<form className={styles.editor} onSubmit={write}>
			<input
				className={styles.input}
				aria-label={`New value of ${name}`}
				aria-invalid={problem !== ''}
				aria-describedby={noteId}
				placeholder="new: hex, int or float ⏎"
				value={text}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => {
					setText(event.currentTarget.value);
					setProblem('');
					setWritten('');
				}}
				onKeyDown={(event) => {
					event.stopPropagation();
					if (event.key !== 'Escape') return;
					setText('');
					setProblem('');
				}}
			/>
			<span id={noteId} className={styles.note} data-wrong={problem !== ''} role="status">
				{problem || written || (host !== null && `the host writes it ${host.moment}`)}
			</span>
		</form>
	);
}
