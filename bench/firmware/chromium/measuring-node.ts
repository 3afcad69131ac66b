import type { FirmwareImage } from '../../../src/bridge/firmware-image.ts';
import type { MeasuredFirmware, TickFigures } from '../measure-ticks.ts';

/** Name under which the worklet registers its processor. */
export const MEASURING_PROCESSOR = 'measuring';

/** `processorOptions` of the measuring node. */
export interface MeasuringStart {
	readonly firmware: MeasuredFirmware;
	/** Plays before, as on the page. */
	readonly warmUpFirmware: FirmwareImage;
}

/** What the node posts once, when it has rendered its first block. */
export type MeasuringResult =
	| { readonly ok: true; readonly figures: TickFigures }
	| { readonly ok: false; readonly message: string };
