/** The workbench on a real engine, for looking at while it is built. A Playwright script gives it firmware and asks what a frame costs. */

import { createRoot } from 'react-dom/client';
import workletUrl from '../../../worklet/processor.ts?worker&url';
import '../../controls/fonts.ts';
import '../../controls/tokens.css';
import { consoleStore, print } from '../../store/console-store.ts';
import { deviceStore, setWriteProtect } from '../../store/device-store.ts';
import { Emulator } from '../../store/emulator.ts';
import { soundStore } from '../../store/sound-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { Toolchain } from '../../toolchain/toolchain.ts';
import { clearFrameCost, Dock, frameCost, MemoryPane, onFrame } from '../workbench.tsx';

const emulator = new Emulator(workletUrl, new Toolchain(), new URL('/', document.baseURI).href);
const parameters = new URLSearchParams(location.search);
const clip = parameters.get('clip');
if (clip === null) soundStore.setState({ source: { kind: 'tone' } });
else {
	soundStore.setState({ source: { kind: 'clip', name: clip }, clips: [{ name: clip, title: clip, file: `${clip}.wav` }] });
}
onFrame(() => emulator.drainEvents());

/** What the script that looks at the gallery may touch. */
const bench = { emulator, deviceStore, viewStore, consoleStore, print, setWriteProtect, frameCost, clearFrameCost };

Object.assign(window, { bench });

const host = document.getElementById('gallery');
const parts = parameters.get('parts') ?? 'memory dock';
if (host !== null) {
	createRoot(host).render(
		<main style={parts === 'memory' || parts === 'dock' ? { gridTemplateRows: '1fr' } : {}}>
			{parts.includes('memory') && (
				<div>
					<MemoryPane engine={emulator} />
				</div>
			)}
			{parts.includes('dock') && (
				<div>
					<Dock engine={emulator} />
				</div>
			)}
		</main>,
	);
}
