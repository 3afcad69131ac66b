import type { Browser, Page } from 'playwright';

/** What the main thread did for one frame, in milliseconds of its processor time. */
export interface FrameCost {
	/** Everything: the page's code, style, layout, painting and handing over to the compositor. */
	readonly allMs: number;
	/** The page's own code in animation frames. */
	readonly codeMs: number;
}

/** Frames in a row. */
export interface FrameRecord {
	readonly framesPerSecond: number;
	readonly costs: readonly FrameCost[];
}

/** An event of the browser's trace, as far as it is read here; times in microseconds. */
interface TraceEvent {
	readonly name: string;
	/** `X` for one with a beginning and an end. */
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	readonly ts: number;
	readonly dur?: number;
	/** Processor time of the thread. */
	readonly tdur?: number;
}

/** Few categories: each event costs time of its own. */
const CATEGORIES = ['devtools.timeline', 'toplevel'];

const TASK = 'ThreadControllerImpl::RunTask';
const ANIMATION_FRAME = 'FireAnimationFrame';

/** The browser that a page is in. */
export function browserOf(page: Page): Browser {
	const browser = page.context().browser();
	if (browser === null) throw new Error('The page has no browser of its own.');
	return browser;
}

/** Records frames of a page that is alone in its browser. */
export async function recordFrames(page: Page, seconds: number): Promise<FrameRecord> {
	const browser = browserOf(page);
	await browser.startTracing(page, { categories: CATEGORIES });
	const framesPerSecond = await page.evaluate(
		(lengthMs) =>
			new Promise<number>((resolve) => {
				// A method, because tsx gives functions names by a helper of its own that the page has not.
				const frames = {
					count: 0,
					beganMs: 0,
					draw(nowMs: number): void {
						if (this.count === 0) this.beganMs = nowMs;
						const lastedMs = nowMs - this.beganMs;
						if (lastedMs >= lengthMs) resolve((1000 * this.count) / lastedMs);
						else requestAnimationFrame((nextMs) => this.draw(nextMs));
						this.count++;
					},
				};
				requestAnimationFrame((nowMs) => frames.draw(nowMs));
			}),
		seconds * 1000,
	);
	const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
	return { framesPerSecond, costs: frameCosts(trace.traceEvents) };
}

/**
 * The costs of the frames of the thread that has the most: whatever it does from one task with animation frames up to the next. What
 * came before the first such task and after the last is left out.
 */
function frameCosts(events: readonly TraceEvent[]): readonly FrameCost[] {
	const thread = busiestThread(events.filter(({ name }) => name === ANIMATION_FRAME));
	const own = events.filter((event) => threadOf(event) === thread && event.ph === 'X').sort((a, b) => a.ts - b.ts);
	const costs: { allMs: number; codeMs: number }[] = [];
	const frames = own.filter(({ name }) => name === ANIMATION_FRAME);
	let next = 0;
	let endUs = 0;
	for (const { name, ts, dur = 0, tdur = 0 } of own) {
		// Tasks can run within tasks.
		if (name !== TASK || ts < endUs) continue;
		endUs = ts + dur;
		let codeUs = 0;
		const first = next;
		for (; next < frames.length && frames[next].ts < endUs; next++) codeUs += frames[next].tdur ?? 0;
		if (next > first) costs.push({ allMs: 0, codeMs: codeUs / 1000 });
		const frame = costs.at(-1);
		if (frame !== undefined) frame.allMs += tdur / 1000;
	}
	return costs.slice(0, -1);
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;

function busiestThread(events: readonly TraceEvent[]): string {
	const counts = new Map<string, number>();
	for (const event of events) counts.set(threadOf(event), (counts.get(threadOf(event)) ?? 0) + 1);
	const [busiest] = [...counts].sort((a, b) => b[1] - a[1]);
	if (busiest === undefined) throw new Error('The trace has no animation frames.');
	return busiest[0];
}
