import { createStore } from 'zustand/vanilla';
import { addFile, isUnsaved, type WorkspaceFile, workspaceStore } from '../../store/workspace.ts';
import { forgetState } from './kept-states.ts';
import { forgetDocument } from './language-services.ts';

/** The file that was closed last although the disk does not have it as it was; null for none. It can be opened again. */
export const closedFile = createStore<{ readonly file: WorkspaceFile | null }>(() => ({ file: null }));

// Whoever closes a file, the editor forgets it.
workspaceStore.subscribe(({ files }, before) => {
	if (files === before.files) return;
	const open = new Set(files.map(({ id }) => id));
	for (const file of before.files) {
		if (open.has(file.id)) continue;
		forgetState(file.id);
		forgetDocument(file.id);
		closedFile.setState({ file: isUnsaved(file) && file.text.trim() !== '' ? file : null });
	}
});

/** Opens the file again that was closed last. */
export function reopenClosed(): void {
	const { file } = closedFile.getState();
	if (file === null) return;
	closedFile.setState({ file: null });
	addFile({ name: file.name, text: file.text, config: file.config });
}
