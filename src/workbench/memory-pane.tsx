import { useStore } from 'zustand';
import { SplitPane } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import { DelayView } from './delay-view.tsx';
import type { EngineSource } from './engine-window.ts';
import { MemoryView } from './memory-view.tsx';

/** Part of the height that the note of the stock CPU takes: it has no memory to show, and the delay line has. */
const STOCK_SHARE = 0.3;

const DEFAULT_SHARE = 0.68;

/** All of the instrument's memory: the firmware's words above, the delay line below. */
export function MemoryPane({ engine }: { readonly engine: EngineSource }) {
	const share = useStore(viewStore, (state) => state.memoryShare);
	const firmwareOnly = useStore(viewStore, ({ memoryTab }) => memoryTab === 'map' || memoryTab === 'symbols');
	const stock = useStore(deviceStore, (state) => state.firmware === null) && firmwareOnly;
	return (
		<SplitPane
			label="Height of the firmware memory"
			axis="rows"
			share={stock ? STOCK_SHARE : share}
			defaultShare={DEFAULT_SHARE}
			onResize={(memoryShare) => !stock && viewStore.setState({ memoryShare })}
			first={<MemoryView engine={engine} />}
			second={<DelayView engine={engine} />}
		/>
	);
}
