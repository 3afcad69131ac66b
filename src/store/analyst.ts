import { AnalysisWorkers, type Clip, type RunningSearch, type SearchScope } from '../analysis/analysis.ts';
import { engineSettings } from '../bridge/program-settings.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { type AnalysedClip, analysisStore } from './analysis-store.ts';
import type { BuiltFirmware } from './device-store.ts';
import { currentProgram, deviceStore } from './device-store.ts';
import { memoryStore } from './memory-store.ts';

/** Sound for a clip: two channels of one length, full scale ±1. */
export interface ClipSound {
	readonly name: string;
	readonly sampleRate: number;
	readonly channels: readonly [Float32Array, Float32Array];
}

/** Profiles and searches the firmware that the device has, with the program, the sound and the memory that are set, off the page's thread. */
export class Analyst {
	readonly #toolchain: Pick<Toolchain, 'build'>;
	readonly #sound: (seconds: number) => Promise<ClipSound>;
	readonly #workers = new AnalysisWorkers();
	#search: RunningSearch | null = null;

	/** @param sound gives the chosen sound from its beginning; rejects, with a sentence, when it cannot */
	constructor(toolchain: Pick<Toolchain, 'build'>, sound: (seconds: number) => Promise<ClipSound>) {
		this.#toolchain = toolchain;
		this.#sound = sound;
	}

	/** Counts cycles and allocations of so many seconds. What comes of it stands in the analysis store. */
	async profile(seconds: number): Promise<void> {
		try {
			const { clip, of } = await this.#clip(seconds);
			analysisStore.setState({ profile: { phase: 'running', clip: of, progress: null } });
			const result = await this.#workers.profile(clip, fileLines(of.firmware));
			analysisStore.setState({ profile: { phase: 'done', clip: of, result }, lastProfile: { clip: of, result } });
		} catch (reason) {
			analysisStore.setState({ profile: { phase: 'failed', problem: messageOf(reason) } });
		}
	}

	/** Renders so many seconds with each assignment of buffers to levels. What comes of it stands in the analysis store. */
	async search(seconds: number, scope: SearchScope): Promise<void> {
		try {
			const { clip, of } = await this.#clip(seconds);
			analysisStore.setState({ search: { phase: 'running', clip: of, progress: null } });
			this.#search = this.#workers.search(clip, scope, (progress) => {
				analysisStore.setState({ search: { phase: 'running', clip: of, progress } });
			});
			const result = await this.#search.result;
			analysisStore.setState({ search: { phase: 'done', clip: of, result } });
		} catch (reason) {
			analysisStore.setState({ search: { phase: 'failed', problem: messageOf(reason) } });
		}
		this.#search = null;
	}

	/** Ends the search under way; the rows that it has stay. */
	cancelSearch(): void {
		this.#search?.cancel();
	}

	async #clip(seconds: number): Promise<{ readonly clip: Clip; readonly of: AnalysedClip }> {
		const state = deviceStore.getState();
		const { firmware } = state;
		if (firmware === null) throw new Error('The stock CPU has nothing to count. Load a firmware first.');
		const { name, sampleRate, channels } = await this.#sound(seconds);
		const clip: Clip = {
			sampleRate,
			input: channels,
			frames: Math.round(seconds * sampleRate),
			settings: engineSettings(currentProgram(state), state.writeProtect),
			firmware: await this.#releaseImage(firmware),
			memory: memorySetup(),
		};
		return { clip, of: { firmware, sound: name, seconds } };
	}

	/** The firmware without its checks, which would be counted with it. */
	async #releaseImage(firmware: BuiltFirmware): Promise<BuiltFirmware['image']> {
		if (!firmware.image.checked) return firmware.image;
		const build = await this.#toolchain.build({ ...firmware.source, checked: false });
		if (!build.ok) throw new Error(build.diagnostics[0].message);
		return build.image;
	}
}

function memorySetup(): Clip['memory'] {
	const { configuration, levels } = memoryStore.getState();
	return { configuration, levels };
}

/** The line of the author's file for each line of a firmware's GAZL. */
function fileLines({ image: { program }, fileLine }: BuiltFirmware): Int32Array {
	const last = program.lines.reduce((most, line) => Math.max(most, line), 0);
	return Int32Array.from({ length: last + 1 }, (_, line) => (line === 0 ? 0 : fileLine(line)));
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}
