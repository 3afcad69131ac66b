import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { switchAfterKey } from './switch-bits.ts';
import styles from './tabs.module.css';

/** One tab. */
export interface Tab {
	readonly id: string;
	readonly label: string;
	/** A count beside the label, such as that of errors. */
	readonly badge?: number | undefined;
}

/** A row of tabs. */
export interface TabsProps {
	/** Name of the row. */
	readonly label: string;
	/** Prefix of the ids that tie tabs to their panels; unique in the document. */
	readonly idBase: string;
	readonly tabs: readonly Tab[];
	/** Id of the chosen tab. */
	readonly selected: string;
	readonly onSelect: (id: string) => void;
}

/** A row of tabs with one tab stop: arrows, Home and End choose. */
export function Tabs({ label, idBase, tabs, selected, onSelect }: TabsProps) {
	const row = useRef<HTMLDivElement>(null);

	function pressKey(event: KeyboardEvent, index: number): void {
		const next = switchAfterKey(event.key, index, tabs.length);
		const tab = next === undefined ? undefined : tabs[next];
		if (next === undefined || !tab) return;
		event.preventDefault();
		onSelect(tab.id);
		row.current?.querySelectorAll('button')[next]?.focus();
	}

	return (
		<div ref={row} role="tablist" aria-label={label} className={styles.tabs}>
			{tabs.map((tab, index) => (
				<button
					key={tab.id}
					type="button"
					role="tab"
					id={`${idBase}-tab-${tab.id}`}
					className={styles.tab}
					aria-selected={tab.id === selected}
					aria-controls={tab.id === selected ? `${idBase}-panel-${tab.id}` : undefined}
					tabIndex={tab.id === selected ? 0 : -1}
					onClick={() => onSelect(tab.id)}
					onKeyDown={(event) => pressKey(event, index)}
				>
					{tab.label}
					{tab.badge !== undefined && <span className={styles.badge}>{tab.badge}</span>}
				</button>
			))}
		</div>
	);
}

/** What belongs to the chosen tab. */
export interface TabPanelProps {
	readonly idBase: string;
	/** Id of the tab it belongs to. */
	readonly tabId: string;
	readonly className?: string | undefined;
	readonly children: ReactNode;
}

/** The panel of the chosen tab; render only that one. */
export function TabPanel({ idBase, tabId, className, children }: TabPanelProps) {
	return (
		<div
			role="tabpanel"
			id={`${idBase}-panel-${tabId}`}
			aria-labelledby={`${idBase}-tab-${tabId}`}
			className={className ?? styles.panel}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a panel must be reachable though nothing in it can be focused
			tabIndex={0}
		>
			{children}
		</div>
	);
}
