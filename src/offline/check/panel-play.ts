import type { CommandWriter } from '../../bridge/commands.ts';
import { ENGINE_PARAMETERS, type EngineParameterName, type EngineSettings } from '../../bridge/engine-parameters.ts';

/** Frames between two turns of a control, on average, and how many of them are whole programs and presses of RESET, one of so many. */
const FRAMES_PER_TURN = 2000;
const TURNS_PER_PROGRAM = 30;
const TURNS_PER_RESET = 60;

/** The clock is played in the range of the panel's knob and of tempos (device.md 4), by octaves; 0 stops it, now and then. */
const CLOCK_LOWEST_HZ = 500;
const CLOCK_OCTAVES = 9.5;
const STOPPED_CLOCKS = 0.03;

/** Somebody who turns controls, changes programs and presses RESET without a plan: the same for the same seed. */
export class PanelPlay {
	readonly #commands: CommandWriter;
	#random: number;
	#nextFrame = 0;

	constructor(commands: CommandWriter, seed: number) {
		this.#commands = commands;
		this.#random = seed | 0;
	}

	/** Does what falls into the frames up to `frame`; at once, as between two blocks. */
	playTo(frame: number): void {
		while (this.#nextFrame <= frame) {
			this.#turn();
			this.#nextFrame += Math.ceil(2 * FRAMES_PER_TURN * this.#draw());
		}
	}

	#turn(): void {
		const choice = this.#draw();
		if (choice < 1 / TURNS_PER_RESET) this.#commands.reset();
		else if (choice < 1 / TURNS_PER_RESET + 1 / TURNS_PER_PROGRAM) this.#commands.program(this.#anyProgram());
		else {
			const { name } = ENGINE_PARAMETERS[Math.floor(this.#draw() * ENGINE_PARAMETERS.length)] ?? ENGINE_PARAMETERS[0];
			this.#commands.set(name, this.#anyValue(name));
		}
	}

	#anyProgram(): EngineSettings {
		// A value for each of the names.
		return Object.fromEntries(ENGINE_PARAMETERS.map(({ name }) => [name, this.#anyValue(name)])) as unknown as EngineSettings;
	}

	#anyValue(name: EngineParameterName): number {
		if (name === 'clockHz') {
			return this.#draw() < STOPPED_CLOCKS ? 0 : CLOCK_LOWEST_HZ * 2 ** (CLOCK_OCTAVES * this.#draw());
		}
		const { minimum, maximum } = ENGINE_PARAMETERS.find((parameter) => parameter.name === name) ?? ENGINE_PARAMETERS[0];
		return minimum + Math.floor(this.#draw() * (maximum - minimum + 1));
	}

	/** From 0 up to 1: 24 bits of a linear congruential generator (Knuth's multiplier for 2³²). */
	#draw(): number {
		this.#random = (Math.imul(this.#random, 1664525) + 1013904223) | 0;
		return (this.#random >>> 8) / 2 ** 24;
	}
}
