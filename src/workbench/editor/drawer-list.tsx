import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EditorDrawer } from '../../store/view-store.ts';
import styles from './drawer.module.css';
import { editorStore, SHOWN_PROBLEMS } from './editor-store.ts';
import { ProblemSign } from './problem-sign.tsx';

/** A row of a drawer: a place of the text and what is said of it. */
interface DrawerRow {
	readonly from: number;
	readonly to: number;
	/** What the filter looks in and a reader hears. */
	readonly text: string;
	readonly content: ReactNode;
}

/** What a drawer lists. */
export interface DrawerList {
	readonly title: string;
	/** In place of the list when it is empty. */
	readonly empty: string;
	readonly rows: readonly DrawerRow[];
	/** How many there are behind the last row that are not listed. */
	readonly unlisted: number;
}

/** What the lists are called. */
export const DRAWER_TITLES: Readonly<Record<EditorDrawer, string>> = {
	outline: 'Outline',
	problems: 'Problems',
	references: 'References',
};

/** The list of a drawer, in the order of the text. */
export function useDrawerList(drawer: EditorDrawer): DrawerList {
	const problems = useStore(editorStore, (state) => state.problems);
	const outline = useStore(editorStore, (state) => state.outline);
	const references = useStore(editorStore, (state) => state.references);
	switch (drawer) {
		case 'problems':
			return {
				title: DRAWER_TITLES.problems,
				empty: 'Nothing is wrong.',
				unlisted: Math.max(0, problems.length - SHOWN_PROBLEMS),
				rows: problems.slice(0, SHOWN_PROBLEMS).map(({ from, to, severity, message }) => ({
					from,
					to,
					text: `${severity}: ${message}`,
					content: (
						<>
							<ProblemSign severity={severity} />
							<span className="spoken">{severity}: </span>
							<span className={styles.message}>{message}</span>
						</>
					),
				})),
			};
		case 'outline':
			return {
				title: DRAWER_TITLES.outline,
				empty: 'Nothing is declared yet.',
				unlisted: 0,
				rows: outline.map(({ name, kind, detail, nameSpan }) => ({
					from: nameSpan.start,
					to: nameSpan.end,
					text: `${kind} ${name}`,
					content: (
						<>
							<span className={styles.kind}>{kind}</span>
							<span className={styles.name}>{name}</span>
							<span className={styles.detail}>{detail}</span>
						</>
					),
				})),
			};
		case 'references': {
			const title = references === null ? DRAWER_TITLES.references : `${references.places.length} × ${references.name}`;
			return {
				title,
				empty: 'No name was asked for: Shift+F12 lists where the one at the cursor is written.',
				unlisted: 0,
				rows: (references?.places ?? []).map(({ from, to, line, text }) => ({
					from,
					to,
					text: `${line} ${text}`,
					content: (
						<>
							<span className={styles.line}>{line}</span>
							<span className={styles.code}>{text}</span>
						</>
					),
				})),
			};
		}
	}
}
