import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { WARM_UP_SOURCE } from '../src/toolchain/warm-up-firmware.ts';
import { warmUp } from '../worklet/warm-up.ts';
import { SAMPLE_RATE } from './engine/playing.ts';

/**
 * Warms engine and interpreter up as the page does before there is sound. Without it, the interpreter is compiled anew for every subject
 * that brings an instruction not seen before, and which of its versions is measured in the end depends on their order.
 */
export function warmUpAsThePage(): void {
	const build = buildFirmware(WARM_UP_SOURCE);
	if (!build.ok) throw new Error(`warm-up firmware, line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	warmUp(viewEngineBlock(buildEngineBlock()), build.image, SAMPLE_RATE);
}
