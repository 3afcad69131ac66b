import { viewStore } from '../../store/view-store.ts';
import { pinWord } from '../memory-cursor.ts';

/** Pins a word of the firmware's memory on the map of all memory, which is opened for it. */
export function showOnMap(address: number): void {
	const { enlarged, memoryTab } = viewStore.getState();
	viewStore.setState({
		// Where the window has no room for it, the memory is behind a hatch.
		...(document.getElementById('memory') === null && { memoryOpen: true }),
		memoryTab: memoryTab === 'auto' ? 'auto' : 'space',
		enlarged: enlarged === 'memory' ? enlarged : '',
	});
	pinWord(address);
}
