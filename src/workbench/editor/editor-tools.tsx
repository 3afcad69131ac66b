import { useStore } from 'zustand';
import { HelpMark, IconButton, PushButton } from '../../controls/index.ts';
import { viewStore } from '../../store/view-store.ts';
import { setKeepGlobals, workspaceStore } from '../../store/workspace.ts';
import { toggleDrawer } from './drawer-requests.ts';
import styles from './editor.module.css';
import type { EditorHost } from './source-document.ts';

/** The editor's keys, for the heading that it stands under. */
export function EditorTools({ host }: { readonly host: EditorHost }) {
	const shownId = useStore(workspaceStore, (state) => state.shownId);
	const isLive = useStore(workspaceStore, (state) => state.liveId !== null && state.liveId === state.shownId);
	const keepGlobals = useStore(workspaceStore, (state) => state.keepGlobals);
	const split = useStore(viewStore, (state) => state.editorSplit);
	const drawer = useStore(viewStore, (state) => state.editorDrawer);
	return (
		<span className={styles.tools}>
			<PushButton
				variant="small"
				pressed={isLive}
				disabled={shownId === null}
				label="Play this file"
				onClick={() => shownId !== null && void host.playFile(shownId)}
			>
				<svg className={styles.playSign} viewBox="0 0 10 10" aria-hidden="true">
					<path d="M1 0 10 5 1 10Z" />
				</svg>
				Play
			</PushButton>
			<PushButton
				variant="small"
				pressed={keepGlobals}
				label="Keep the state of globals when an edit is swapped in"
				onClick={() => setKeepGlobals(!keepGlobals)}
			>
				Keep state
			</PushButton>
			<IconButton
				label="Source beside GAZL"
				pressed={split}
				disabled={shownId === null}
				onClick={() => viewStore.setState({ editorSplit: !split })}
			>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M2 2.5h12v11H2zM8 2.5v11" />
				</svg>
			</IconButton>
			<IconButton
				label="Outline"
				pressed={drawer === 'outline'}
				disabled={shownId === null}
				onClick={() => toggleDrawer('outline')}
			>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M2.5 3.5h4M5.5 8h8M5.5 12.5h8" />
				</svg>
			</IconButton>
			<HelpMark about="the editor" heightPx={250}>
				Play makes this file the one that the device plays; from then on each edit is heard after a short pause, and an edit with
				a mistake leaves what plays. Keep state carries globals of the same name and size over. Tab indents; Escape, then Tab,
				leaves the text. All keys stand in the menu at the right of the files.
			</HelpMark>
		</span>
	);
}
