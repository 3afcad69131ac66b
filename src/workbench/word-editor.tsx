import { type FormEvent, useId, useState } from 'react';
import { placeName } from './address-space.ts';
import type { EngineSource } from './engine-window.ts';
import type { MemorySource } from './memory-source.ts';
import styles from './word-editor.module.css';
import { readWord } from './word-entry.ts';
import { intWord } from './word-format.ts';

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
	const noteId = useId();

	function write(event: FormEvent): void {
		event.preventDefault();
		const entry = readWord(text);
		const wrong = hindrance(source, address) || ('problem' in entry ? entry.problem : engine.setWord(address, entry.word));
		setProblem(wrong);
		if (wrong !== '' || 'problem' in entry) return;
		setText('');
		setWritten(`${intWord(entry.word)} written`);
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
				{problem || written}
			</span>
		</form>
	);
}
