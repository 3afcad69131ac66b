import { createStore } from 'zustand/vanilla';

/** Languages that a firmware is written in; a file's language is told by its extension. */
export type SourceLanguage = 'impala' | 'gazl';

/** How lines end in a file on the disk. */
export type LineEnd = '\n' | '\r\n' | '\r';

/** A source file that is open. */
export interface WorkspaceFile {
	/** Unique for ever, in all tabs of the page. */
	readonly id: string;
	/** Name with extension, unique in the workspace whatever the case of its letters. */
	readonly name: string;
	readonly language: SourceLanguage;
	/** One character per byte of the file, so none above U+00FF may be saved. Lines end in a line feed, whatever the disk has. */
	readonly text: string;
	/** Config string that the firmware is given (device.md 6.4). */
	readonly config: string;
	/** Text that the disk has; null for a file that was never saved. */
	readonly savedText: string | null;
	/** How lines are to end on the disk. */
	readonly lineEnd: LineEnd;
}

/** The source files that are open. */
export interface WorkspaceState {
	/** In the order of their tabs. */
	readonly files: readonly WorkspaceFile[];
	/** The file that the editor shows; null only when there is none. */
	readonly shownId: string | null;
	/** The file that the device plays: edits of it are heard. */
	readonly liveId: string | null;
	/** Whether a hot reload leaves globals of the same name and size as they are. */
	readonly keepGlobals: boolean;
}

export const workspaceStore = createStore<WorkspaceState>(() => ({ files: [], shownId: null, liveId: null, keepGlobals: true }));

const EXTENSION = /\.(impala|gazl)$/i;

/** What no disk takes in a name, and what would be a path. */
const FORBIDDEN_IN_NAMES = /[/\\:*?"<>|\p{Cc}]/gu;

const LONGEST_NAME = 100;

/** Tells a file's language by its name; null for a name with another extension or none. */
export function languageOf(name: string): SourceLanguage | null {
	const extension = EXTENSION.exec(name)?.[1]?.toLowerCase();
	return extension === 'impala' || extension === 'gazl' ? extension : null;
}

/** What is wrong with a file's name, as one sentence; '' when nothing is. */
export function nameProblem(name: string): string {
	if (name.replace(EXTENSION, '').trim() === '') return 'A file needs a name.';
	if (name.length > LONGEST_NAME) return `A file name has at most ${LONGEST_NAME} characters.`;
	const forbidden = name.match(FORBIDDEN_IN_NAMES)?.[0];
	if (forbidden !== undefined) {
		return `A file name cannot have ${forbidden < ' ' || forbidden === '\x7f' ? 'control characters' : forbidden} in it.`;
	}
	return languageOf(name) === null ? `"${name}" has to end in .impala or .gazl.` : '';
}

/** A file by its id; null when it is not open any more. */
export function fileOf(id: string | null): WorkspaceFile | null {
	return workspaceStore.getState().files.find((file) => file.id === id) ?? null;
}

/** Whether the disk does not have a file as it is here. */
export function isUnsaved({ text, savedText }: WorkspaceFile): boolean {
	return text !== savedText;
}

/** `name`, or with the first free number from 2 behind it when another file has that name. */
export function uniqueName(name: string, files: readonly WorkspaceFile[], ownId: string | null = null): string {
	const taken = new Set(files.filter(({ id }) => id !== ownId).map((file) => file.name.toLowerCase()));
	const extension = EXTENSION.exec(name)?.[0] ?? '';
	const stem = name.slice(0, name.length - extension.length).replace(/ \d+$/, '');
	let unique = name;
	for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${stem} ${number}${extension}`;
	return unique;
}

/** How the lines of a text end: as the first of them does. */
export function lineEndOf(text: string): LineEnd {
	const [first] = /\r\n?|\n/.exec(text) ?? ['\n'];
	return first === '\r\n' || first === '\r' ? first : '\n';
}

/** A text with every line ended by a line feed, as editors and the compiler's offsets count. */
export function withLineFeeds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** What a new file is made of. */
export interface NewFile {
	/** What a disk would not take is replaced; without .impala or .gazl it gets .impala. */
	readonly name: string;
	/** With any line ends, which are kept for the disk. */
	readonly text: string;
	readonly config?: string;
	/** Whether it was read from the disk, which has the same text. Default false. */
	readonly fromDisk?: boolean;
}

/** Opens a file behind the others and shows it. Its name gets a number when another file has it. Answers its id. */
export function addFile({ name, text, config = '', fromDisk = false }: NewFile): string {
	const id = crypto.randomUUID();
	workspaceStore.setState(({ files }) => {
		const written = withLineFeeds(text);
		const wished = possibleName(name);
		const file: WorkspaceFile = {
			id,
			name: uniqueName(wished, files),
			language: languageOf(wished) ?? 'impala',
			text: written,
			config,
			savedText: fromDisk ? written : null,
			lineEnd: lineEndOf(text),
		};
		return { files: [...files, file], shownId: id };
	});
	return id;
}

/** Gives a file a new text. Like all that follow, it does nothing when the file is not open any more. */
export function editFile(id: string, text: string): void {
	changeFile(id, { text: withLineFeeds(text) });
}

/** Gives a file a new config string. */
export function editConfig(id: string, config: string): void {
	changeFile(id, { config });
}

/** Gives a file the text that the disk has, with any line ends. */
export function reloadFile(id: string, text: string): void {
	const read = withLineFeeds(text);
	changeFile(id, { text: read, savedText: read, lineEnd: lineEndOf(text) });
}

/** Notes the text that was written to the disk, which may be older than the file's. */
export function markSaved(id: string, savedText: string): void {
	changeFile(id, { savedText });
}

/**
 * Renames a file; one without extension keeps its own. The language goes with the extension. What the disk has under the old
 * name stays there, and the file counts as never saved. Answers what is wrong with the name, '' when the file has it now.
 */
export function renameFile(id: string, name: string): string {
	const file = fileOf(id);
	if (file === null) return '';
	const bare = name.trim();
	const full = languageOf(bare) === null && !bare.includes('.') ? `${bare}.${file.language}` : bare;
	const problem = nameProblem(full);
	if (problem !== '') return problem;
	const { files } = workspaceStore.getState();
	if (uniqueName(full, files, id) !== full) return `There is another file named "${full}".`;
	if (full !== file.name) changeFile(id, { name: full, language: languageOf(full) ?? file.language, savedText: null });
	return '';
}

/** Shows a file in the editor. */
export function showFile(id: string): void {
	if (fileOf(id) !== null) workspaceStore.setState({ shownId: id });
}

/** Closes a file, saved or not; its neighbour is shown. The device plays on what it plays. */
export function closeFile(id: string): void {
	workspaceStore.setState((state) => {
		const at = state.files.findIndex((file) => file.id === id);
		if (at < 0) return state;
		const files = state.files.filter((file) => file.id !== id);
		const neighbour = files[Math.min(at, files.length - 1)]?.id ?? null;
		return {
			files,
			shownId: state.shownId === id ? neighbour : state.shownId,
			liveId: state.liveId === id ? null : state.liveId,
		};
	});
}

/** Moves a file's tab to place `to` of the row, 0 the first. */
export function moveFile(id: string, to: number): void {
	workspaceStore.setState((state) => {
		const file = state.files.find((open) => open.id === id);
		if (file === undefined) return state;
		const files = state.files.filter((open) => open !== file);
		files.splice(Math.max(0, to), 0, file);
		return { files };
	});
}

/** Says which file the device plays; null for none. */
export function setLive(id: string | null): void {
	if (id === null || fileOf(id) !== null) workspaceStore.setState({ liveId: id });
}

/** Says whether a hot reload keeps globals. */
export function setKeepGlobals(keepGlobals: boolean): void {
	workspaceStore.setState({ keepGlobals });
}

/** The name that a file can have which comes closest to what is wished. */
function possibleName(wished: string): string {
	const allowed = wished.replace(FORBIDDEN_IN_NAMES, '-').trim();
	const language = languageOf(allowed);
	const stem = allowed
		.replace(EXTENSION, '')
		.slice(0, LONGEST_NAME - 20)
		.trim();
	return `${stem === '' ? 'untitled' : stem}.${language ?? 'impala'}`;
}

/** Changes a file when that makes a difference. */
function changeFile(id: string, change: Partial<WorkspaceFile>): void {
	workspaceStore.setState((state) => {
		const before = state.files.find((file) => file.id === id);
		if (before === undefined) return state;
		const after = { ...before, ...change };
		const differs = (Object.keys(change) as (keyof WorkspaceFile)[]).some((field) => after[field] !== before[field]);
		return differs ? { files: state.files.map((file) => (file === before ? after : file)) } : state;
	});
}
