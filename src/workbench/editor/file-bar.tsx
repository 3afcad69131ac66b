import type { EditorView } from '@codemirror/view';
import { useStore } from 'zustand';
import { IconButton, type PopupItem, PopupList } from '../../controls/index.ts';
import { catalogueStore } from '../../store/catalogue.ts';
import { deviceStore } from '../../store/device-store.ts';
import { TEMPLATES } from '../../store/templates.ts';
import { editConfig, fileOf, workspaceStore } from '../../store/workspace.ts';
import { openFromDisk, saveToDisk } from '../../store/workspace-disk.ts';
import styles from './editor.module.css';
import { EDITOR_COMMANDS, keyText } from './editor-commands.ts';
import { FileTabs } from './file-tabs.tsx';
import { BANK_ID, EMPTY_FILES, newFile, PLAYING_ID } from './new-file.ts';

/** What a new file can be made of. */
function useNewItems(): readonly PopupItem[] {
	const banks = useStore(catalogueStore, (state) => state.banks);
	const playing = useStore(deviceStore, (state) => state.firmware?.source.name ?? null);
	return [
		...EMPTY_FILES.map(({ id, title }) => ({ id, label: title })),
		...TEMPLATES.map(({ id, title }, index) => ({ id, label: title, rule: index === 0 })),
		...(playing === null ? [] : [{ id: PLAYING_ID, label: `What plays: ${playing}`, rule: true }]),
		...banks.map(({ file, title }, index) => ({ id: BANK_ID + file, label: title, detail: 'source', rule: index === 0 })),
	];
}

const COMMAND_ITEMS = EDITOR_COMMANDS.map(({ id, title, key, rule }) => ({ id, label: title, detail: keyText(key), rule }));

/** The config string of the file that is shown. */
function ConfigField() {
	const shownId = useStore(workspaceStore, (state) => state.shownId);
	const config = useStore(workspaceStore, (state) => fileOf(state.shownId)?.config ?? '');
	if (shownId === null) return null;
	return (
		<label className={styles.config}>
			Config
			<input
				value={config}
				placeholder="none"
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => editConfig(shownId, event.currentTarget.value)}
				onKeyDown={(event) => event.stopPropagation()}
			/>
		</label>
	);
}

/** The files' tabs with what can be done with files and, by a menu, with the text. */
export function FileBar({ view }: { readonly view: () => EditorView | null }) {
	const shownId = useStore(workspaceStore, (state) => state.shownId);

	const newItems = useNewItems();

	function runCommand(id: string): void {
		const editor = view();
		if (editor === null) return;
		editor.focus();
		EDITOR_COMMANDS.find((command) => command.id === id)?.run(editor);
	}

	return (
		<div className={styles.fileBar}>
			<FileTabs />
			<PopupList label="New file" kind="menu" items={newItems} onSelect={(id) => void newFile(id)}>
				<span className={styles.key}>
					<svg viewBox="0 0 16 16" aria-hidden="true">
						<path d="M8 3v10M3 8h10" />
					</svg>
				</span>
			</PopupList>
			<IconButton label="Open from disk" onClick={() => void openFromDisk()}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M1.5 13V3h4.5l1.5 2h6v2.5M1.5 13 4 7.5h11L12.5 13z" />
				</svg>
			</IconButton>
			<IconButton
				label={`Save (${keyText('Mod-s')})`}
				disabled={shownId === null}
				onClick={() => shownId !== null && void saveToDisk(shownId)}
			>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5v-4M5 13.5v-4h6v4" />
				</svg>
			</IconButton>
			<PopupList
				label="Commands"
				kind="menu"
				items={COMMAND_ITEMS}
				disabled={shownId === null}
				listWidthPx={260}
				onSelect={runCommand}
			>
				<span className={styles.key}>
					<svg viewBox="0 0 16 16" aria-hidden="true">
						<path d="M2.5 4h11M2.5 8h11M2.5 12h11" />
					</svg>
				</span>
			</PopupList>
			<ConfigField />
		</div>
	);
}
