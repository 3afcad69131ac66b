import { createStore } from 'zustand/vanilla';
import type { EngineSource } from '../engine-window.ts';
import { checksOf } from './checks-source.ts';
import { ForgottenKeeper } from './forgotten-reports.ts';

/** The violations of the firmware that plays, in short: for the map, which lights their words, and for the tab, which counts them. */
interface ViolatedWords {
	/** Id of the firmware, 0 while none is checked. */
	readonly firmware: number;
	/** Different violations: rows of the list. */
	readonly rows: number;
	/** Words of its memory that they are about, each once, in no order. */
	readonly addresses: readonly number[];
}

const NONE: ViolatedWords = { firmware: 0, rows: 0, addresses: [] };

export const violatedWords = createStore<ViolatedWords>(() => NONE);

/** The list is looked at this often, milliseconds. */
const LOOK_PERIOD_MS = 200;

/** Keeps {@link violatedWords}, and looks for forgotten buffers when it is time to, whatever is on the screen. Answers how to stop. */
export function watchViolations(engine: EngineSource): () => void {
	const keeper = new ForgottenKeeper(engine);
	const timer = window.setInterval(() => {
		look(engine);
		keeper.look(performance.now());
	}, LOOK_PERIOD_MS);
	return () => window.clearInterval(timer);
}

function look(engine: EngineSource): void {
	const source = checksOf(engine);
	source.refresh();
	const { checks } = source;
	const before = violatedWords.getState();
	if (checks === null) {
		if (before !== NONE) violatedWords.setState(NONE, true);
		return;
	}
	const rows = checks.records.violationRows;
	if (before.firmware === checks.id && before.rows === rows) return;
	// What never began to play is in the other slot: the map shows the memory of what does.
	const onMap = checks.areDevices ? checks.records.violations : [];
	const addresses = new Set(onMap.map(({ address }) => address).filter((address) => address >= 0));
	violatedWords.setState({ firmware: checks.id, rows, addresses: [...addresses] });
}
