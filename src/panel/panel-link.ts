import { createContext, use, useEffect, useEffectEvent } from 'react';
import type { EngineBlockView } from '../bridge/block-regions.ts';
import type { Emulator } from '../store/emulator.ts';

/** Calls `draw` on every animation frame with the time and the time since the last one, in milliseconds. Answers how to stop. */
export type FrameClock = (draw: (nowMs: number, elapsedMs: number) => void) => () => void;

/** What the panel is connected to. */
export interface PanelLink {
	readonly emulator: Emulator;
	/** The page's one drawing loop. */
	readonly onFrame: FrameClock;
	/** The same while nothing covers the panel. */
	readonly onUncoveredFrame: FrameClock;
	/** Where the page's own files are, with a slash at its end. */
	readonly baseUrl: string;
}

/** Connects every part of the panel; the page provides it. */
export const PanelLinkContext = createContext<PanelLink | null>(null);

/**
 * The panel's connection.
 *
 * @throws Error outside a `PanelLinkContext`
 */
export function usePanelLink(): PanelLink {
	const link = use(PanelLinkContext);
	if (link === null) throw new Error('This part of the panel stands outside a PanelLinkContext.');
	return link;
}

/** Calls `draw` with the page's side of the engine's block, which is null before the first START, on animation frames in which the panel can be seen. */
export function useEngineFrames(draw: (view: EngineBlockView | null, elapsedMs: number) => void): void {
	const { emulator, onUncoveredFrame } = usePanelLink();
	const drawLatest = useEffectEvent((elapsedMs: number) => draw(emulator.view, elapsedMs));
	useEffect(() => onUncoveredFrame((_nowMs, elapsedMs) => drawLatest(elapsedMs)), [onUncoveredFrame]);
}

/** Like {@link useEngineFrames}, on every animation frame: for what is said as well as seen. */
export function useEngineNews(look: (view: EngineBlockView | null) => void): void {
	const { emulator, onFrame } = usePanelLink();
	const lookLatest = useEffectEvent(() => look(emulator.view));
	useEffect(() => onFrame(() => lookLatest()), [onFrame]);
}
