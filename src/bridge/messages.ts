import type { CompiledFirmware, FirmwareImage } from './firmware-image.ts';
import type { MemorySetup } from './memory-setup.ts';

/** Name under which the worklet registers its processor. */
export const PROCESSOR_NAME = 'permut8';

/** `processorOptions` of the engine's node. */
export interface EngineStart {
	/** Memory of the engine's block, laid out by the page. */
	readonly memory: WebAssembly.Memory;
	/** Firmware to begin with, null for the stock CPU. */
	readonly firmware: FirmwareImage | null;
	/** Whether that firmware is to play from the first frame; only for renders off line, where starting may take its time. */
	readonly settle: boolean;
	/** Firmware that runs every opcode, to warm the engine's code up before there is sound; null for no warm-up. */
	readonly warmUpFirmware: FirmwareImage | null;
}

/** What the node posts once, when its engine is built and warm. */
export interface EngineReady {
	readonly ready: true;
}

/** What the page posts to the node's port: code, which is too large for a ring. All else goes through the block. */
export type EngineMessage =
	/** A firmware to play. */
	| {
			readonly firmware: FirmwareImage;
			/** Words of all parameters, in the order of `ENGINE_PARAMETERS`, that apply when it begins to play; null changes none. */
			readonly settings: Int32Array | null;
			/** Whether it is the next version of what plays, and goes on with its variables and its delay line. */
			readonly keepState: boolean;
			/** How its heap begins, if it has one. */
			readonly memory: MemorySetup;
	  }
	/** The instrumented form of the firmware of that id; it runs while the command `heat` is on. */
	| { readonly instrumented: CompiledFirmware; readonly id: number };
