import { viewStore } from '../../store/view-store.ts';

/** Share of the window's height that the dock has as long as nobody has moved its edge: enough for a console. */
const CONSOLE_SHARE = viewStore.getInitialState().dockShare;

/** Share with which a function and what is around it can be read. */
const TEXT_SHARE = 0.45;

/** In a lower window the front panel would become too small to be read: there the dock's edge and full window are the author's to use. */
const HIGH_WINDOW = '(min-height: 820px)';

let isGiven = false;

/** Makes the dock higher for the first text that is looked at, once, unless somebody has chosen a height or the window is low. */
export function giveRoom(): void {
	if (!isGiven && matchMedia(HIGH_WINDOW).matches && viewStore.getState().dockShare === CONSOLE_SHARE)
		viewStore.setState({ dockShare: TEXT_SHARE });
	isGiven = true;
}
