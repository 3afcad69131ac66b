/** Draws once: the time of the animation frame and the time since the last one that this view drew, both in milliseconds. */
export type DrawFrame = (nowMs: number, elapsedMs: number) => void;

interface Subscription {
	readonly draw: DrawFrame;
	lastMs: number;
}

/** What drawing costs the page: time spent in all views together per animation frame, in milliseconds. */
export interface FrameCost {
	readonly frames: number;
	readonly meanMs: number;
	readonly worstMs: number;
}

/** Longest step that a view is told of; a tab that comes back from the background does not have to catch up. */
const LONGEST_STEP_MS = 100;

/** A view that draws for the first time is told of a step at this many frames a second. */
const FIRST_STEP_MS = 1000 / 60;

/** Replaced, never changed, so that a view may come or go while the others draw. */
let subscriptions: readonly Subscription[] = [];
let request = 0;
let frames = 0;
let totalMs = 0;
let worstMs = 0;

function drawAll(nowMs: number): void {
	request = requestAnimationFrame(drawAll);
	const startMs = performance.now();
	for (const subscription of subscriptions) {
		const elapsedMs = Math.min(LONGEST_STEP_MS, nowMs - subscription.lastMs);
		subscription.lastMs = nowMs;
		subscription.draw(nowMs, elapsedMs);
	}
	const spentMs = performance.now() - startMs;
	frames += 1;
	totalMs += spentMs;
	if (spentMs > worstMs) worstMs = spentMs;
}

/** Draws on every animation frame, of which the page has one loop; it stands still when nobody draws. Answers how to stop. */
export function onFrame(draw: DrawFrame): () => void {
	const subscription: Subscription = { draw, lastMs: performance.now() - FIRST_STEP_MS };
	subscriptions = [...subscriptions, subscription];
	if (subscriptions.length === 1) request = requestAnimationFrame(drawAll);
	return () => {
		subscriptions = subscriptions.filter((other) => other !== subscription);
		if (subscriptions.length === 0) cancelAnimationFrame(request);
	};
}

/** The view that fills the window, null for none: what is not in it is covered. */
let filling: Element | null = null;

/** Those who want to know of another {@link filling}. */
const coverListeners = new Set<() => void>();

function fill(element: Element | null): void {
	filling = element;
	for (const listener of coverListeners) listener();
}

/** An element covers the whole window from now on: nothing outside of it draws. Answers how it gives the window back. */
export function fillWindow(element: Element): () => void {
	fill(element);
	return () => {
		if (filling === element) fill(null);
	};
}

/** Has something go on or rest: `begin` begins it and answers how it ends. */
class Activity {
	readonly #begin: () => () => void;
	#end: (() => void) | null = null;

	constructor(begin: () => () => void) {
		this.#begin = begin;
	}

	go(on: boolean): void {
		if (on) {
			this.#end ??= this.#begin();
		} else {
			this.#end?.();
			this.#end = null;
		}
	}
}

/**
 * Has something go on only while some of `element` can be seen: while it is on the screen and no view that fills the window covers it.
 * `begin` begins it and answers how it ends. Answers how to stop.
 */
export function whileVisible(element: Element, begin: () => () => void): () => void {
	const activity = new Activity(begin);
	let isOnScreen = false;
	const look = () => activity.go(isOnScreen && (filling === null || filling.contains(element)));
	const observer = new IntersectionObserver((entries) => {
		isOnScreen = entries.at(-1)?.isIntersecting ?? false;
		look();
	});
	observer.observe(element);
	coverListeners.add(look);
	return () => {
		observer.disconnect();
		coverListeners.delete(look);
		activity.go(false);
	};
}

/** Like {@link onFrame}, for what no view has in it: only while none fills the window. Answers how to stop. */
export function onUncoveredFrame(draw: DrawFrame): () => void {
	const activity = new Activity(() => onFrame(draw));
	const look = () => activity.go(filling === null);
	look();
	coverListeners.add(look);
	return () => {
		coverListeners.delete(look);
		activity.go(false);
	};
}

/** Like {@link onFrame}, but only {@link whileVisible}; `onHidden` is told when the element is seen no more. Answers how to stop. */
export function onVisibleFrame(element: Element, draw: DrawFrame, onHidden?: () => void): () => void {
	return whileVisible(element, () => {
		const stop = onFrame(draw);
		return () => {
			stop();
			onHidden?.();
		};
	});
}

/** Cost of drawing since the last {@link clearFrameCost}. */
export function frameCost(): FrameCost {
	return { frames, meanMs: frames === 0 ? 0 : totalMs / frames, worstMs };
}

/** Begins a new measurement. */
export function clearFrameCost(): void {
	frames = totalMs = worstMs = 0;
}
