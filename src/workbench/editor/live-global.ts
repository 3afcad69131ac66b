import { IP_OFFSET, MEMORY_OFFSET } from '../../gazl/program.ts';
import type { BuiltFirmware } from '../../store/device-store.ts';
import type { LiveGlobal } from '../../toolchain/language-client.ts';
import { AddressSpace, placeName } from '../address-space.ts';
import { type EngineSource, openWindow } from '../engine-window.ts';
import { floatWord, hexWord, intWord } from '../word-format.ts';

/** Words of an array that are printed. */
const FIRST_WORDS = 8;

/** Reads the value of a global from the block while the firmware that has it plays. */
export class LiveGlobalReader {
	readonly #engine: EngineSource;
	readonly #global: LiveGlobal;
	readonly #firmware: BuiltFirmware;
	readonly #space: AddressSpace;

	constructor(engine: EngineSource, firmware: BuiltFirmware, global: LiveGlobal) {
		this.#engine = engine;
		this.#firmware = firmware;
		this.#global = global;
		this.#space = new AddressSpace(firmware.image.program);
	}

	/** The words as text; '' when the firmware does not play or has no such global. */
	read(): string {
		const window = openWindow(this.#engine);
		if (window === null || window.firmwareId !== this.#firmware.image.id) return '';
		return globalText(window.live.memory, this.#space, this.#global);
	}
}

/** A global's words as its type has them, '' when the program has no such global: all of a short array, and how long a long one is. */
export function globalText(memory: Int32Array, space: AddressSpace, { name, type }: LiveGlobal): string {
	const symbol = space.program.symbols.find((known) => known.name === name && known.section !== 'alias');
	if (symbol === undefined) return '';
	const { address, sizeWords } = symbol;
	const words: string[] = [];
	for (let word = address; word < address + Math.min(sizeWords, FIRST_WORDS); word++) {
		words.push(typedWord(memory[word] ?? 0, type, space));
	}
	const text = words.join('  ');
	return sizeWords > FIRST_WORDS ? `${text}  … ${sizeWords} words` : text;
}

/** A word by its type; a pointer with the name of what it points at. */
function typedWord(word: number, type: LiveGlobal['type'], space: AddressSpace): string {
	switch (type) {
		case 'int':
			return intWord(word);
		case 'float':
			return floatWord(word);
		case 'pointer': {
			if (word === 0) return 'null';
			const address = (word - MEMORY_OFFSET) | 0;
			const known = address >= 0 && address < space.memoryWords;
			return known ? `&${placeName(space, address)}` : hexWord(word);
		}
		case 'funcptr': {
			if (word === 0) return 'nullfunc';
			return space.program.functions[(word - IP_OFFSET) | 0]?.name ?? hexWord(word);
		}
	}
}
