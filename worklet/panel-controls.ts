import { parameterWord } from '../src/bridge/commands.ts';
import { ENGINE_PARAMETERS, PARAMETER_INDEX } from '../src/bridge/engine-parameters.ts';
import { CpuControls } from './cpu/cpu.ts';

/** `hostPosition` with sync off, and synced with a transport that stands still (device.md 4.2). */
const POSITION_FREE = 0;
const POSITION_STOPPED = -1;

/** The engine's parameters as commands set them, and what the CPU sees of them. */
export class PanelControls {
	/** What the CPU sees. */
	readonly cpu = new CpuControls();
	/** The parameters' words, as commands carry them, and the same words as floats. */
	readonly #words = Int32Array.from(ENGINE_PARAMETERS, ({ name, initial }) => parameterWord(name, initial));
	readonly #floats = new Float32Array(this.#words.buffer);

	constructor() {
		this.#use();
	}

	/** Clock frequency as set, hertz. */
	get clockHz(): number {
		return this.#floats[PARAMETER_INDEX.clockHz];
	}

	/** Sets a parameter to a command's word. One that does not exist or is out of range changes nothing. */
	set(index: number, word: number): void {
		if (index < 0 || index >= ENGINE_PARAMETERS.length) return;
		this.#take(index, word);
		this.#use();
	}

	/** Sets all parameters, in the order of `ENGINE_PARAMETERS`. */
	setAll(words: Int32Array): void {
		for (let index = 0; index < this.#words.length; ++index) this.#take(index, words[index]);
		this.#use();
	}

	#take(index: number, word: number): void {
		const { type, minimum, maximum } = ENGINE_PARAMETERS[index];
		const before = this.#words[index];
		this.#words[index] = word;
		const values = type === 'float' ? this.#floats : this.#words;
		if (!(values[index] >= minimum && values[index] <= maximum)) this.#words[index] = before;
	}

	#use(): void {
		const words = this.#words;
		const { cpu } = this;
		cpu.operator1 = words[PARAMETER_INDEX.operator1];
		cpu.operand1High = words[PARAMETER_INDEX.operand1High];
		cpu.operand1Low = words[PARAMETER_INDEX.operand1Low];
		cpu.operator2 = words[PARAMETER_INDEX.operator2];
		cpu.operand2High = words[PARAMETER_INDEX.operand2High];
		cpu.operand2Low = words[PARAMETER_INDEX.operand2Low];
		cpu.sync = words[PARAMETER_INDEX.sync];
		cpu.reverse = words[PARAMETER_INDEX.reverse];
		cpu.writeProtect = words[PARAMETER_INDEX.writeProtect];
		cpu.hostPosition = cpu.sync === 0 ? POSITION_FREE : POSITION_STOPPED;
	}
}
