import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { SplitPane } from '../../controls/index.ts';
import { viewStore } from '../../store/view-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import './code-colours.css';
import { Drawer } from './drawer.tsx';
import styles from './editor.module.css';
import { giveRoom } from './editor-room.ts';
import { EmptyBench } from './empty-bench.tsx';
import { FileBar } from './file-bar.tsx';
import { GazlPane } from './gazl-pane.tsx';
import { lightLines } from './line-lights.ts';
import { goTo } from './navigation.ts';
import type { EditorHost } from './source-document.ts';
import { SourcePane } from './source-pane.tsx';
import type { SourceView } from './source-view.ts';
import { StatusBar } from './status-bar.tsx';

/** The editor: files, text, GAZL and lists. All of it comes in one piece with CodeMirror, when it is first looked at. */
export default function EditorBench({ host }: { readonly host: EditorHost }) {
	const file = useStore(workspaceStore, (state) => state.files.find(({ id }) => id === state.shownId) ?? null);
	const split = useStore(viewStore, (state) => state.editorSplit);
	const share = useStore(viewStore, (state) => state.editorShare);
	const drawer = useStore(viewStore, (state) => state.editorDrawer);
	const source = useRef<SourceView | null>(null);

	useEffect(() => void host.prepareEditing(), [host]);

	const hasText = file !== null;
	useEffect(() => {
		if (hasText) giveRoom();
	}, [hasText]);

	const lights = useMemo(
		() => ({
			light: (lines: readonly number[]) => source.current?.view.dispatch({ effects: lightLines.of(lines) }),
			select: (from: number, to: number) => source.current !== null && goTo(source.current.view, from, to, false),
		}),
		[],
	);

	function leaveDrawer(): void {
		viewStore.setState({ editorDrawer: '' });
		source.current?.view.focus();
	}

	if (file === null) {
		return (
			<div className={styles.editor}>
				<FileBar view={() => null} />
				<EmptyBench />
			</div>
		);
	}
	const text = <SourcePane file={file} host={host} source={source} />;
	return (
		<div className={styles.editor}>
			<FileBar view={() => source.current?.view ?? null} />
			<div className={styles.desk}>
				<div className={styles.texts}>
					{split ? (
						<SplitPane
							label="Width of the source"
							axis="columns"
							share={share}
							onResize={(editorShare) => viewStore.setState({ editorShare })}
							min={0.25}
							max={0.8}
							defaultShare={0.55}
							first={text}
							second={<GazlPane source={lights} />}
						/>
					) : (
						text
					)}
				</div>
				{drawer !== '' && (
					<Drawer
						drawer={drawer}
						onGoTo={(from, to, stay) => source.current !== null && goTo(source.current.view, from, to, !stay)}
						onLeave={leaveDrawer}
					/>
				)}
			</div>
			<StatusBar />
		</div>
	);
}
