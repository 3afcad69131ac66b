import { type ReactNode, useRef } from 'react';
import { usePanelLink } from './panel-link.ts';

/** What the browser's dialog offers. */
export const FILE_KINDS = {
	bank: '.p8bank',
	firmware: '.impala,.gazl',
	sound: 'audio/*,.wav,.aif,.aiff,.flac,.mp3,.ogg,.m4a',
} as const;

/** What kind of file to ask for. */
export type AskedFile = keyof typeof FILE_KINDS;

/** Asks the user for a file and gives it to the emulator, which sees what it is. `dialog` has to be rendered somewhere. */
export function useFileDialog(name: string): { ask(kind: AskedFile): void; dialog: ReactNode } {
	const { emulator } = usePanelLink();
	const input = useRef<HTMLInputElement>(null);
	return {
		ask(kind) {
			if (input.current === null) return;
			input.current.accept = FILE_KINDS[kind];
			input.current.click();
		},
		dialog: (
			<input
				ref={input}
				type="file"
				hidden
				aria-label={name}
				onChange={(event) => {
					const files = [...(event.currentTarget.files ?? [])];
					// The same file chosen once more must count as a change.
					event.currentTarget.value = '';
					void emulator.openFiles(files);
				}}
			/>
		),
	};
}
