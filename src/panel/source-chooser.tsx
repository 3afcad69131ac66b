import { useStore } from 'zustand';
import { HelpMark, Legend, type PopupItem, PopupList } from '../controls/index.ts';
import { type SourceChoice, soundStore } from '../store/sound-store.ts';
import { useFileDialog } from './file-dialog.tsx';
import { usePanelLink } from './panel-link.ts';
import styles from './sound-deck.module.css';

const CLIP = 'clip ';

function sourceId(source: SourceChoice): string {
	return source.kind === 'clip' ? CLIP + source.name : source.kind;
}

/** Chooses what plays through the device. */
export function SourceChooser() {
	const { emulator } = usePanelLink();
	const { ask, dialog } = useFileDialog('Sound file');
	const { source, clips, fileName } = useStore(soundStore);

	const items: PopupItem[] = [
		...clips.map(({ name, title }) => ({ id: CLIP + name, label: title, detail: 'clip' })),
		...(fileName === '' ? [] : [{ id: 'file', label: fileName, detail: 'file', rule: true }]),
		{ id: 'microphone', label: 'Microphone', rule: fileName === '' },
		{ id: 'tone', label: 'Test tone', detail: '440 Hz' },
		{ id: 'none', label: 'None' },
		{ id: 'open', label: 'Open file…', rule: true },
	];

	function choose(id: string): void {
		if (id === 'open') ask('sound');
		else if (id === 'file') void emulator.selectSource({ kind: 'file', name: fileName });
		else if (id === 'microphone' || id === 'tone' || id === 'none') void emulator.selectSource({ kind: id });
		else void emulator.selectSource({ kind: 'clip', name: id.slice(CLIP.length) });
	}

	return (
		<div className={styles.chooser}>
			{dialog}
			<span aria-hidden="true">
				<Legend>Source</Legend>
			</span>
			<PopupList label="Source" items={items} selectedId={sourceId(source)} onSelect={choose} listWidthPx={220} />
			<HelpMark about="the source">
				What plays through the device. Clips and files go round and round. With the microphone, use headphones. Files can also be
				dropped anywhere on the page.
			</HelpMark>
		</div>
	);
}
