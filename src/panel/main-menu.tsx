import { useState } from 'react';
import { useStore } from 'zustand';
import { type PopupItem, PopupList, PushButton } from '../controls/index.ts';
import { catalogueStore, openBundledBank } from '../store/catalogue.ts';
import { print } from '../store/console-store.ts';
import { deviceStore } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import type { AskedFile } from './file-dialog.tsx';
import styles from './main-menu.module.css';
import { usePanelLink } from './panel-link.ts';
import { saveBank } from './save-bank.ts';

const BUNDLED = 'bundled ';

/** The round key with everything that is not on the panel. With Shift it does again what was chosen last. */
export function MainMenu({ ask }: { ask: (kind: AskedFile) => void }) {
	const { emulator, baseUrl } = usePanelLink();
	const banks = useStore(catalogueStore, (state) => state.banks);
	const theme = useStore(viewStore, (state) => state.theme);
	const isStock = useStore(deviceStore, ({ firmware }) => firmware === null);
	const [last, setLast] = useState('');

	const items: PopupItem[] = [
		{ id: 'open bank', label: 'Open bank…' },
		{ id: 'save bank', label: 'Save bank' },
		...banks.map(({ title, file }, index) => ({ id: BUNDLED + file, label: title, rule: index === 0, detail: 'bank' })),
		{ id: 'open firmware', label: 'Open firmware…', rule: true },
		{ id: 'restore', label: 'Restore stock CPU', disabled: isStock },
		{ id: 'theme', label: theme === 'dark' ? 'Daylight panel' : 'Dark panel', rule: true },
	];

	function openBundled(file: string): void {
		const bank = banks.find((known) => known.file === file);
		if (bank === undefined) return;
		openBundledBank(emulator, baseUrl, bank).catch((reason: unknown) =>
			print('error', reason instanceof Error ? reason.message : String(reason)),
		);
	}

	function act(id: string): void {
		setLast(id);
		if (id === 'open bank') ask('bank');
		else if (id === 'save bank') saveBank();
		else if (id === 'open firmware') ask('firmware');
		else if (id === 'restore') emulator.restoreStock();
		else if (id === 'theme') viewStore.setState({ theme: theme === 'dark' ? 'daylight' : 'dark' });
		else if (id.startsWith(BUNDLED)) openBundled(id.slice(BUNDLED.length));
	}

	return (
		<PopupList
			label="Main menu"
			kind="menu"
			items={items}
			onSelect={act}
			listWidthPx={224}
			onTriggerClick={(event) => {
				if (!event.shiftKey || last === '') return;
				event.preventDefault();
				act(last);
			}}
		>
			<span className={styles.key}>
				<svg viewBox="0 0 18 14" aria-hidden="true">
					<path d="M 1 2 H 17 M 1 7 H 17 M 1 12 H 17" />
				</svg>
			</span>
		</PopupList>
	);
}

/** The smaller round key: opens a bank. */
export function OpenBankKey({ ask }: { ask: (kind: AskedFile) => void }) {
	return (
		<PushButton shape="round" label="Open bank" size={42} onClick={() => ask('bank')}>
			<svg className={styles.drawing} viewBox="0 0 18 14" aria-hidden="true">
				<path d="M 1 12.5 V 1.5 H 6.5 L 8.5 4 H 15 V 6 M 1 12.5 L 4 6 H 17.5 L 14.5 12.5 Z" />
			</svg>
		</PushButton>
	);
}
