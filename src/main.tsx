import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import workletUrl from '../worklet/processor.ts?worker&url';
import './controls/fonts.ts';
import './controls/tokens.css';
import './page.css';
import { App } from './app.tsx';
import { ensureIsolation } from './isolation.ts';
import { IsolationNotice } from './isolation-notice.tsx';
import { openFirstBank, readCatalogue } from './store/catalogue.ts';
import { print } from './store/console-store.ts';
import { Emulator } from './store/emulator.ts';
import { keepChanges, recallDevice, recallView } from './store/persistence.ts';
import { keepWorkspace, recallWorkspace } from './store/workspace-persistence.ts';
import { Toolchain } from './toolchain/toolchain.ts';

/** Puts the page together: shared memory first, then what was kept from the last visit, then the instrument. */
async function open(host: HTMLElement): Promise<void> {
	const root = createRoot(host);
	const isolation = await ensureIsolation();
	if (!isolation.isolated) {
		root.render(<IsolationNotice message={isolation.message} remedy={isolation.remedy} />);
		return;
	}
	const baseUrl = new URL('./', document.baseURI).href;
	const emulator = new Emulator(workletUrl, new Toolchain(), baseUrl);
	recallView();
	root.render(
		<StrictMode>
			<App emulator={emulator} />
		</StrictMode>,
	);
	try {
		await readCatalogue(baseUrl);
		if (!(await recallDevice(emulator))) await openFirstBank(emulator, baseUrl);
		// Behind the device: its live file takes the place of the bank's firmware.
		await recallWorkspace();
	} catch (reason) {
		print('error', reason instanceof Error ? reason.message : String(reason));
	}
	keepChanges(emulator);
	keepWorkspace();
	await emulator.prepare();
}

const host = document.getElementById('page');
if (host !== null) void open(host);
