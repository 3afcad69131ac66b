import type { CommandWriter } from '../bridge/commands.ts';
import { parameterWord } from '../bridge/commands.ts';
import type { EngineParameterName, EngineSettings } from '../bridge/engine-parameters.ts';
import { ENGINE_PARAMETERS } from '../bridge/engine-parameters.ts';

/** Keeps an engine's parameters equal to what the page wants, through a ring that may be full now and then. */
export class SettingsLink {
	readonly #commands: CommandWriter;
	/** Words that the engine has been sent; a parameter that is missing has to be sent. */
	readonly #sent = new Map<EngineParameterName, number>();
	#wholeProgram = true;
	#held = false;

	constructor(commands: CommandWriter) {
		this.#commands = commands;
	}

	/** The next `send` is a change of program: all at one moment, without glides. */
	programChanged(): void {
		this.#wholeProgram = true;
	}

	/** Sends nothing until `release`: the settings travel with a firmware and apply when it begins to play. */
	hold(): void {
		this.#held = true;
	}

	/** Ends `hold`; the next `send` sends everything. */
	release(): void {
		if (this.#held) this.#wholeProgram = true;
		this.#held = false;
	}

	/** Sends what differs. What finds no room in the ring goes with a later call. */
	send(wanted: EngineSettings): void {
		if (this.#held) return;
		if (this.#wholeProgram) {
			if (!this.#commands.program(wanted)) return;
			this.#wholeProgram = false;
			for (const { name } of ENGINE_PARAMETERS) this.#sent.set(name, parameterWord(name, wanted[name]));
			return;
		}
		for (const { name } of ENGINE_PARAMETERS) {
			const word = parameterWord(name, wanted[name]);
			if (this.#sent.get(name) === word) continue;
			if (!this.#commands.set(name, wanted[name])) return;
			this.#sent.set(name, word);
		}
	}
}
