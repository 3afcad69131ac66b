import { viewStore } from '../../store/view-store.ts';

/** Share of the window's height that the dock has as long as nobody has moved its edge: enough for a console. */
const CONSOLE_SHARE = viewStore.getInitialState().dockShare;

/** Share with which a function and what is around it can be read. */
const TEXT_SHARE = 0.45;

let isGiven = false;

/** Makes the dock higher for the first text that is looked at, once, unless somebody has chosen a height. */
export function giveRoom(): void {
	if (!isGiven && viewStore.getState().dockShare === CONSOLE_SHARE) viewStore.setState({ dockShare: TEXT_SHARE });
	isGiven = true;
}
