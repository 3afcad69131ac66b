import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { buildStore } from '../../store/build-store.ts';
import {
	closeFile,
	isUnsaved,
	moveFile,
	renameFile,
	showFile,
	type WorkspaceFile,
	workspaceStore,
} from '../../store/workspace.ts';
import { closedFile, reopenClosed } from './closed-file.ts';
import styles from './file-tabs.module.css';

/** Prefix of the ids that tie a tab to the panel of its file. */
export const FILE_TAB = 'file-tab-';
export const FILE_PANEL = 'file-panel';

/** The name of a file while it is being changed. */
function NameField({ file, onDone }: { readonly file: WorkspaceFile; readonly onDone: () => void }) {
	const input = useRef<HTMLInputElement>(null);
	const [problem, setProblem] = useState('');
	/** A field that is taken away loses the focus, which must not rename once more. */
	const isDone = useRef(false);

	useEffect(() => {
		const stem = file.name.lastIndexOf('.');
		input.current?.focus();
		input.current?.setSelectionRange(0, stem);
	}, [file.name]);

	function finish(): void {
		isDone.current = true;
		onDone();
	}

	function commit(): void {
		if (isDone.current) return;
		const said = renameFile(file.id, input.current?.value ?? file.name);
		if (said === '') finish();
		else setProblem(said);
	}

	function pressKey(event: KeyboardEvent): void {
		event.stopPropagation();
		if (event.key === 'Enter') commit();
		else if (event.key === 'Escape') {
			event.preventDefault();
			finish();
		}
	}

	return (
		<span className={styles.name}>
			<input
				ref={input}
				defaultValue={file.name}
				aria-label={`New name of ${file.name}`}
				aria-invalid={problem !== ''}
				spellCheck={false}
				autoComplete="off"
				onKeyDown={pressKey}
				onBlur={() => (problem === '' ? commit() : finish())}
			/>
			{problem !== '' && (
				<span className={styles.problem} role="alert">
					{problem}
				</span>
			)}
		</span>
	);
}

/** What a reader hears of a tab besides its name. */
function spokenState(file: WorkspaceFile, isLive: boolean): string {
	return `${isLive ? ', live' : ''}${isUnsaved(file) ? ', not saved' : ''}`;
}

/**
 * The open files: arrows go from tab to tab, with Alt they move the tab, F2 or a double click renames, Delete closes. The tab list
 * owns the tabs from outside, because it may hold nothing else and each tab has a key of its own to close it.
 */
export function FileTabs() {
	const files = useStore(workspaceStore, (state) => state.files);
	const shownId = useStore(workspaceStore, (state) => state.shownId);
	const liveId = useStore(workspaceStore, (state) => state.liveId);
	const isHeard = useStore(
		buildStore,
		({ phase, gazl }) => gazl !== null && phase !== 'stopped' && phase !== 'ready' && phase !== 'idle',
	);
	const closed = useStore(closedFile, (state) => state.file);
	const [renamedId, setRenamedId] = useState<string | null>(null);
	const row = useRef<HTMLDivElement>(null);

	useEffect(() => {
		if (shownId !== null) document.getElementById(FILE_TAB + shownId)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
	}, [shownId]);

	/** To the tab that is shown then, when it is there. */
	function focusShown(): void {
		requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus());
	}

	function pressKey(event: KeyboardEvent, { id }: WorkspaceFile, index: number): void {
		const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
		if (step !== 0 && event.altKey) moveFile(id, index + step);
		else if (step !== 0) showFile(files.at((index + step) % files.length)?.id ?? id);
		else if (event.key === 'Home') showFile(files[0]?.id ?? id);
		else if (event.key === 'End') showFile(files.at(-1)?.id ?? id);
		else if (event.key === 'F2') setRenamedId(id);
		else if (event.key === 'Delete') closeFile(id);
		else return;
		event.preventDefault();
		if (event.key !== 'F2') focusShown();
	}

	return (
		<div ref={row} className={styles.tabs}>
			<div
				role="tablist"
				aria-label="Files"
				aria-owns={files.flatMap(({ id }) => (id === renamedId ? [] : [FILE_TAB + id])).join(' ')}
			/>
			{files.map((file, index) => {
				const { id, name } = file;
				const selected = id === shownId;
				if (id === renamedId) {
					return (
						<NameField
							key={id}
							file={file}
							onDone={() => {
								setRenamedId(null);
								focusShown();
							}}
						/>
					);
				}
				return (
					<div key={id} className={styles.file} data-selected={selected}>
						<button
							type="button"
							role="tab"
							id={FILE_TAB + id}
							className={styles.tab}
							aria-selected={selected}
							aria-controls={selected ? FILE_PANEL : undefined}
							tabIndex={selected ? 0 : -1}
							onClick={() => showFile(id)}
							onDoubleClick={() => setRenamedId(id)}
							onKeyDown={(event) => pressKey(event, file, index)}
						>
							{id === liveId && <span className={styles.lamp} data-lit={isHeard} />}
							{name}
							{isUnsaved(file) && <span className={styles.unsaved} />}
							<span className="spoken">{spokenState(file, id === liveId)}</span>
						</button>
						<button
							type="button"
							className={styles.close}
							aria-label={`Close ${name}`}
							title={`Close ${name}`}
							tabIndex={selected ? 0 : -1}
							onClick={() => closeFile(id)}
						>
							<svg viewBox="0 0 8 8" aria-hidden="true">
								<path d="M1 1l6 6M7 1 1 7" />
							</svg>
						</button>
					</div>
				);
			})}
			{closed !== null && (
				<button type="button" className={styles.reopen} onClick={reopenClosed}>
					{closed.name} was closed unsaved: <b>reopen</b>
				</button>
			)}
		</div>
	);
}
