import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PopupList } from '../../controls/index.ts';
import { EDITOR_DRAWERS, type EditorDrawer, viewStore } from '../../store/view-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { grouped } from '../word-format.ts';
import styles from './drawer.module.css';
import { DRAWER_TITLES, useDrawerList } from './drawer-list.tsx';
import { editorStore } from './editor-store.ts';

const DRAWER_ITEMS = EDITOR_DRAWERS.map((id) => ({ id, label: DRAWER_TITLES[id] }));

/** Id of the list, and prefix of those of its rows. */
const LIST_ID = 'editor-drawer-list';

/** How a place is gone to: in passing while the list keeps the focus, or for good. */
export type GoTo = (from: number, to: number, stay: boolean) => void;

/** Index of the row that a key leads to; undefined for a key that leads nowhere. */
function rowAfterKey(key: string, row: number, rows: number): number | undefined {
	const next = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + 8, PageUp: row - 8, Home: 0, End: rows - 1 }[key];
	return next === undefined ? undefined : Math.max(0, Math.min(rows - 1, next));
}

/**
 * The list at the right of the text. The field keeps the focus: typing filters, arrows go from row to row and show their places,
 * Enter goes there, Escape leaves.
 */
export function Drawer({
	drawer,
	onGoTo,
	onLeave,
}: {
	readonly drawer: EditorDrawer;
	readonly onGoTo: GoTo;
	readonly onLeave: () => void;
}) {
	const { title, empty, rows, unlisted } = useDrawerList(drawer);
	const requests = useStore(editorStore, (state) => state.drawerRequests);
	const shownId = useStore(workspaceStore, (state) => state.shownId);
	const [filter, setFilter] = useState('');
	const [marked, setMarked] = useState(0);
	const field = useRef<HTMLInputElement>(null);
	const list = useRef<HTMLDivElement>(null);
	const seenRequests = useRef(0);
	const wanted = filter.trim().toLowerCase();
	const shown = rows.filter(({ text }) => text.toLowerCase().includes(wanted));
	const row = Math.min(marked, shown.length - 1);

	// Another list, or that of another file, begins at its top.
	useEffect(() => {
		setFilter('');
		setMarked(0);
	}, [drawer, requests, shownId]);

	useEffect(() => {
		if (requests !== seenRequests.current) field.current?.focus();
		seenRequests.current = requests;
	}, [requests]);

	useEffect(() => {
		list.current?.children[row]?.scrollIntoView({ block: 'nearest' });
	}, [row]);

	function go(index: number, stay: boolean): void {
		const place = shown[index];
		if (place === undefined) return;
		setMarked(index);
		onGoTo(place.from, place.to, stay);
	}

	function pressKey(event: KeyboardEvent): void {
		const next = rowAfterKey(event.key, row, shown.length);
		if (next !== undefined) go(next, true);
		else if (event.key === 'Enter') go(row, false);
		else if (event.key === 'Escape') onLeave();
		else if (event.ctrlKey || event.metaKey) return;
		if (next !== undefined || event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
		event.stopPropagation();
	}

	return (
		<aside className={styles.drawer} aria-label={DRAWER_TITLES[drawer]}>
			<div className={styles.head}>
				<PopupList
					label="List"
					items={DRAWER_ITEMS}
					selectedId={drawer}
					listWidthPx={140}
					onSelect={(id) => viewStore.setState({ editorDrawer: EDITOR_DRAWERS.find((known) => known === id) ?? '' })}
				>
					<CompactTrigger choice={title} />
				</PopupList>
				<input
					ref={field}
					className={styles.filter}
					role="combobox"
					aria-label={`Filter ${DRAWER_TITLES[drawer].toLowerCase()}`}
					aria-expanded={shown.length > 0}
					aria-controls={shown.length > 0 ? LIST_ID : undefined}
					aria-activedescendant={shown.length > 0 ? `${LIST_ID}-${row}` : undefined}
					placeholder="filter; arrows, Enter"
					spellCheck={false}
					autoComplete="off"
					value={filter}
					onChange={({ currentTarget }) => {
						setFilter(currentTarget.value);
						setMarked(0);
					}}
					onKeyDown={pressKey}
				/>
				<button type="button" className={styles.close} aria-label={`Close ${DRAWER_TITLES[drawer]}`} onClick={onLeave}>
					<svg viewBox="0 0 8 8" aria-hidden="true">
						<path d="M1 1l6 6M7 1 1 7" />
					</svg>
				</button>
			</div>
			{shown.length === 0 ? (
				<p className={styles.empty}>{rows.length === 0 ? empty : 'Nothing is named like that.'}</p>
			) : (
				<div ref={list} id={LIST_ID} className={styles.list} role="listbox" aria-label={DRAWER_TITLES[drawer]}>
					{shown.map((place, index) => (
						// biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
						<div
							key={`${place.from} ${index}`}
							id={`${LIST_ID}-${index}`}
							role="option"
							tabIndex={-1}
							aria-selected={index === row}
							className={styles.row}
							onClick={() => go(index, false)}
						>
							{place.content}
						</div>
					))}
				</div>
			)}
			{unlisted > 0 && <p className={styles.empty}>… and {grouped(unlisted)} more, further down.</p>}
		</aside>
	);
}
