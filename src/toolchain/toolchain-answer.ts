import type { FirmwareBuild } from './build-firmware.ts';

/** What the toolchain worker answers to a source: its build, or why the worker itself failed at it. */
export type ToolchainAnswer = { readonly build: FirmwareBuild } | { readonly failure: string };
