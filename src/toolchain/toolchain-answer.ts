import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import type { FirmwareBuild, FirmwareSource } from './build-firmware.ts';

/** What a page asks the toolchain worker for: to build a source, or for the instrumented form of a firmware. */
export type ToolchainRequest = { readonly build: FirmwareSource } | { readonly instrument: FirmwareImage };

/** What the worker answers, in the order of the requests: what was asked for, or why it failed at it. */
export type ToolchainAnswer =
	| { readonly build: FirmwareBuild }
	| { readonly instrumented: CompiledFirmware }
	| { readonly failure: string };
