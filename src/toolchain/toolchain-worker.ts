import type { FirmwareSource } from './build-firmware.ts';
import { buildFirmware } from './build-firmware.ts';

/** Builds firmware off the page's thread: every message is a source, every answer its build, in the same order. */
addEventListener('message', ({ data }: MessageEvent<FirmwareSource>) => {
	postMessage(buildFirmware(data));
});
