import { type BuiltFirmware, deviceStore } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import { addFile, fileOf, showFile, type WorkspaceFile, workspaceStore } from '../store/workspace.ts';
import { requestLine } from './editor/line-request.ts';

/** Line in its source of an instruction of a firmware, from 1; 0 when there is none. */
export function sourceLineOf({ image, fileLine }: BuiltFirmware, instruction: number): number {
	const gazlLine = image.program.lines[instruction] ?? 0;
	return gazlLine > 0 ? fileLine(gazlLine) : 0;
}

/** Opens the editor at the line of the source that an instruction of a firmware comes from. Answers whether it has one. */
export function goToInstruction(firmware: BuiltFirmware, instruction: number): boolean {
	const line = sourceLineOf(firmware, instruction);
	if (line <= 0) return false;
	const file = openSource(firmware);
	// What a bank brings is opened as text of its own, whose lines are not those of the bank's file.
	const isOwnText = firmware.lineMap !== null || file.name === firmware.fileName;
	showInEditor(file.id, isOwnText ? line : (firmware.image.program.lines[instruction] ?? line));
	return true;
}

/** Opens the editor at a line of a firmware's source, as its author counts lines. A bank's file, which no editor shows, is opened without. */
export function goToSourceLine(firmware: BuiltFirmware, line: number): void {
	const file = openSource(firmware);
	const isOwnText = firmware.lineMap !== null || file.name === firmware.fileName;
	showInEditor(file.id, isOwnText ? line : 1);
}

/** Shows a line of a file of the workspace in the editor. */
export function showInEditor(fileId: string, line: number): void {
	const { dockTab, enlarged } = viewStore.getState();
	showFile(fileId);
	viewStore.setState({ dockTab: 'editor', enlarged: enlarged === dockTab ? 'editor' : enlarged });
	requestLine(fileId, line);
}

/** The file of the workspace that a firmware was built from; what plays and is not there is opened. */
function openSource(firmware: BuiltFirmware): WorkspaceFile {
	const { files, liveId } = workspaceStore.getState();
	const live = fileOf(liveId);
	const plays = deviceStore.getState().firmware?.image.id === firmware.image.id;
	if (live !== null && plays && live.name === firmware.fileName) return live;
	const { source, gazl, lineMap, fileName } = firmware;
	const text = lineMap === null ? gazl : source.code;
	const name = lineMap === null ? `${source.name}.gazl` : `${source.name}.impala`;
	const open = files.find((file) => file.text === text) ?? files.find((file) => file.name === fileName || file.name === name);
	// Just opened, so it is there.
	return open ?? (fileOf(addFile({ name, text, config: source.config })) as WorkspaceFile);
}
