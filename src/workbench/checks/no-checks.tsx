import { useStore } from 'zustand';
import { PushButton } from '../../controls/index.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { viewStore } from '../../store/view-store.ts';
import type { ChecksHost } from './checks-host.ts';
import type { ChecksState } from './checks-source.ts';
import styles from './no-checks.module.css';

/** What there is to say when there are no records. */
const TEXTS: Readonly<Record<Exclude<ChecksState, 'live' | 'stopped'>, { readonly title: string; readonly text: string }>> = {
	stock: {
		title: 'The stock CPU has no heap to check.',
		text: 'Its two instructions work on the delay line alone. The guided tour brings firmwares with a mistake each, and shows how it is found.',
	},
	without: {
		title: 'This firmware asks for no heap, so there is nothing to check.',
		text: 'What it does wrongly with its globals and its stack the machine itself finds: it is stopped there, as on the device.',
	},
	unchecked: {
		title: 'This build is not checked.',
		text: 'A checked build sounds the same and looks at every access to the heap: past an end, in front of a beginning, after a free. It keeps account of who allocated and freed what, with their lines. The firmware begins anew.',
	},
	unstarted: {
		title: 'No sound yet: the checks begin with the first START.',
		text: 'The build is a checked one. Press START, and what it does wrong shows here.',
	},
	starting: { title: 'The firmware is starting.', text: 'Its records show here as soon as it plays.' },
};

/** In place of records: why there are none, and what to do. */
export function NoChecks({ host, state }: { readonly host: ChecksHost; readonly state: ChecksState }) {
	const isWanted = useStore(memoryStore, ({ checked }) => checked);
	const { title, text } = TEXTS[state === 'live' || state === 'stopped' ? 'starting' : state];
	return (
		<div className={styles.empty}>
			<p className={styles.title}>{title}</p>
			<p>{text}</p>
			{state === 'unchecked' && !isWanted && (
				<PushButton variant="small" onClick={() => void host.setChecked?.(true)}>
					Check this firmware
				</PushButton>
			)}
			{state === 'unstarted' && (
				<PushButton variant="small" onClick={() => void host.start?.()}>
					Start
				</PushButton>
			)}
			{(state === 'stock' || state === 'without') && (
				<PushButton variant="small" onClick={() => viewStore.setState({ checksPane: 'tour' })}>
					Take the guided tour
				</PushButton>
			)}
		</div>
	);
}
