import { INITIAL_SETTINGS } from '../../bridge/engine-parameters.ts';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from '../../bridge/memory-setup.ts';
import { impalaPlace } from '../../impala/compile.ts';
import { readConfiguration } from '../../memory/heap/configuration-reader.ts';
import { buildFirmware } from '../../toolchain/build-firmware.ts';
import type { Clip } from './clip-player.ts';

/** A clip with what a test needs besides. */
export interface TestClip {
	readonly clip: Clip;
	/** Line of the Impala for a line of its GAZL. */
	lineOf(gazlLine: number): number;
}

/** A firmware in Impala on some frames of a chirp in one channel and its half in the other. */
export function clipOf(impala: string, frames: number, memory: MemorySetup = DEFAULT_MEMORY_SETUP): TestClip {
	const build = buildFirmware({ id: 1, name: 'test', code: impala, language: 'impala', config: '', debug: false });
	if (!build.ok) throw new Error(`line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	const { image, lineMap } = build;
	const left = Float32Array.from({ length: frames }, (_, frame) => 0.6 * Math.sin(0.02 * frame + 1e-6 * frame * frame));
	const input = [left, left.map((sample) => sample / 2)] as const;
	return {
		clip: { sampleRate: 44100, input, frames, settings: INITIAL_SETTINGS, firmware: image, memory },
		lineOf: (line) => (lineMap === null ? line : (impalaPlace(lineMap, line)?.start.line ?? 0)),
	};
}

/** A heap that a configuration document says. */
export function memoryOf(document: object): MemorySetup {
	const reading = readConfiguration(document);
	if ('errors' in reading) throw new Error(reading.errors.map(({ field, message }) => `${field} ${message}`).join('\n'));
	return { configuration: reading.configuration, levels: {} };
}
