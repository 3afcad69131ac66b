/**
 * The workbench: the memory of the emulator, live, and the dock. Both parts fill the room that the page gives them and ask for nothing
 * but a way to the engine's block. They read it on animation frames, and only while they can be seen.
 */
export { Dock } from './dock.tsx';
export type { EngineSource } from './engine-window.ts';
export { clearFrameCost, type FrameCost, frameCost, onFrame, onUncoveredFrame } from './frame-clock.ts';
export { MemoryPane } from './memory-pane.tsx';
