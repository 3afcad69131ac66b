import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { TabPanel, Tabs } from '../../controls/index.ts';
import { CHECKS_PANES, type ChecksPane, viewStore } from '../../store/view-store.ts';
import heads from '../pane-heads.module.css';
import { useLooks } from '../use-looks.ts';
import type { ChecksHost } from './checks-host.ts';
import { type ChecksState, checksOf, type OpenChecks } from './checks-source.ts';
import styles from './checks-view.module.css';
import { ForgottenPane } from './forgotten-pane.tsx';
import { LivePane } from './live-pane.tsx';
import { LogPane } from './log-pane.tsx';
import { NewsReader } from './news-reader.tsx';
import { NoChecks } from './no-checks.tsx';
import { PressurePane } from './pressure-pane.tsx';
import { Station } from './station.tsx';
import { TourPane } from './tour-pane.tsx';
import { useFocusHandover } from './use-focus-handover.ts';
import { violatedWords } from './violated-words.ts';
import { ViolationsPane } from './violations-pane.tsx';

const PANE_TITLES: Readonly<Record<ChecksPane, string>> = {
	violations: 'Violations',
	log: 'Log',
	live: 'Live',
	forgotten: 'Forgotten',
	pressure: 'Pressure',
	tour: 'Guided tour',
};

/** What a checked build finds out of the firmware's use of memory, and how to make it find more. */
export default function ChecksView({ engine }: { readonly engine: ChecksHost }) {
	const root = useRef<HTMLDivElement>(null);
	const source = checksOf(engine);
	const [checks, setChecks] = useState<OpenChecks | null>(null);
	const [state, setState] = useState<ChecksState>('starting');
	const pane = useStore(viewStore, ({ checksPane }) => (CHECKS_PANES.includes(checksPane) ? checksPane : 'violations'));
	const violations = useStore(violatedWords, ({ rows }) => rows);

	function look(): void {
		source.refresh();
		setChecks(source.checks);
		setState(source.state);
	}

	// In place of what was pressed stands another pane, or the same with something else in it.
	const focus = useFocusHandover(
		() =>
			root.current?.querySelector<HTMLElement>('[data-next-step] button:enabled') ??
			root.current?.querySelector<HTMLElement>('[role="tabpanel"]') ??
			null,
	);
	useLooks(root, 0, look);
	// What is there is shown with the first render, not one frame later.
	useLayoutEffect(look, [source]);

	function content(): ReactNode {
		if (pane === 'pressure') return <PressurePane host={engine} checks={checks} />;
		if (pane === 'tour') return <TourPane host={engine} checks={checks} />;
		if (pane === 'forgotten') return <ForgottenPane host={engine} checks={checks} state={state} />;
		if (checks === null) return <NoChecks host={engine} state={state} />;
		switch (pane) {
			case 'violations':
				return <ViolationsPane key={checks.id} host={engine} checks={checks} state={state} />;
			case 'log':
				return <LogPane key={checks.id} checks={checks} />;
			case 'live':
				return <LivePane key={checks.id} checks={checks} />;
		}
	}

	return (
		<div ref={root} className={styles.checks} data-state={state}>
			<Station host={engine} checks={checks} state={state} />
			<div className={styles.tabbed} {...focus}>
				<div className={heads.tabs}>
					<Tabs
						label="Checks"
						idBase="checks"
						tabs={CHECKS_PANES.map((id) => ({
							id,
							label: PANE_TITLES[id],
							...(id === 'violations' && violations > 0 ? { badge: violations } : {}),
						}))}
						selected={pane}
						onSelect={(id) => viewStore.setState({ checksPane: CHECKS_PANES.find((known) => known === id) ?? 'violations' })}
					/>
				</div>
				<TabPanel idBase="checks" tabId={pane} className={styles.panel}>
					{content()}
				</TabPanel>
			</div>
			<NewsReader checks={checks} />
		</div>
	);
}
