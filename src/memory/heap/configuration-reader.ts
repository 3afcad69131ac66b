import { MAX_BINS, shapeArenaWords } from './adi-tables.ts';
import { ALLOCATOR_KINDS, type AllocatorKind } from './allocator.ts';
import {
	type BinConfiguration,
	binShape,
	type CacheConfiguration,
	CONFIGURATION_RULES,
	DEFAULT_CACHE,
	DEFAULT_CONFIGURATION,
	type HeapConfiguration,
	LEVEL_ALIGNMENT_WORDS,
	type LevelConfiguration,
	levelArenaWords,
	type NumberRule,
} from './heap-configuration.ts';
import { LEVEL_NAMES, type LevelName } from './levels.ts';

/** Something that is wrong with a configuration document. */
export interface ConfigurationError {
	/** Where, as in `levels.L1.bins[2].chunks`; empty for the document as a whole. */
	readonly field: string;
	/** What is wrong and what would be right, a sentence that makes sense behind the field. */
	readonly message: string;
	/** When bins do not fit their level: by how many words. */
	readonly missingWords?: number;
}

/** A checked configuration, or everything that is wrong with the document. */
export type ConfigurationReading =
	| { readonly configuration: HeapConfiguration }
	| { readonly errors: readonly [ConfigurationError, ...ConfigurationError[]] };

/**
 * Checks a configuration document (specification: memory, section 3). What it leaves out is as in {@link DEFAULT_CONFIGURATION}; what it
 * has besides the fields of {@link HeapConfiguration} is an error, because it is most likely a slip of the pen.
 *
 * @param document any value, as `JSON.parse` gives it
 */
export function readConfiguration(document: unknown): ConfigurationReading {
	const reader = new ConfigurationReader();
	const configuration = reader.read(document);
	const [first, ...others] = reader.errors;
	return first === undefined ? { configuration } : { errors: [first, ...others] };
}

/** As {@link readConfiguration}, from JSON text. */
export function readConfigurationText(text: string): ConfigurationReading {
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { errors: [{ field: '', message: `is no JSON: ${reason}` }] };
	}
	return readConfiguration(document);
}

type Fields = Readonly<Record<string, unknown>>;

/** Collects errors and goes on with the defaults, so that one reading names all that is wrong. */
class ConfigurationReader {
	readonly errors: ConfigurationError[] = [];

	read(document: unknown): HeapConfiguration {
		const fields = this.#fields('', document, ['allocator', 'levels', 'cache']);
		const allocator = this.#allocator(fields.allocator);
		const levelFields = this.#fields('levels', fields.levels, LEVEL_NAMES);
		const level = (name: LevelName) => this.#level(name, levelFields[name]);
		const levels = { STACK: level('STACK'), L1: level('L1'), L2: level('L2'), Lext: level('Lext') };
		const configuration = { allocator, levels, cache: this.#cache(fields.cache) };
		// Sums of numbers that are themselves out of range would only be confusing.
		if (this.errors.length === 0) this.#checkFit(configuration);
		return configuration;
	}

	#allocator(value: unknown): AllocatorKind {
		if (value === undefined) return DEFAULT_CONFIGURATION.allocator;
		const kind = ALLOCATOR_KINDS.find((known) => known === value);
		if (kind === undefined) this.#report('allocator', `is ${show(value)}; it is one of ${ALLOCATOR_KINDS.join(', ')}`);
		return kind ?? DEFAULT_CONFIGURATION.allocator;
	}

	#level(name: LevelName, value: unknown): LevelConfiguration {
		const standard = DEFAULT_CONFIGURATION.levels[name];
		const field = `levels.${name}`;
		const fields = this.#fields(field, value, ['words', 'cycles', 'subBanks', 'bins']);
		const rules = CONFIGURATION_RULES.level;
		const words = this.#number(`${field}.words`, fields.words, rules.words, standard.words);
		const subBanks = this.#number(`${field}.subBanks`, fields.subBanks, rules.subBanks, standard.subBanks);
		if (words % subBanks !== 0)
			this.#report(`${field}.subBanks`, `is ${subBanks} and does not divide the level's ${words} words`);
		return {
			words,
			cycles: this.#number(`${field}.cycles`, fields.cycles, rules.cycles, standard.cycles),
			subBanks,
			bins: fields.bins === undefined ? standard.bins : this.#bins(name, fields.bins),
		};
	}

	#bins(name: LevelName, value: unknown): readonly BinConfiguration[] {
		const field = `levels.${name}.bins`;
		if (!Array.isArray(value)) {
			this.#report(field, `is ${show(value)}; it is a list of bins, as in [{ "words": 32, "chunks": 8 }]`);
			return [];
		}
		if (name === 'STACK') {
			if (value.length > 0) this.#report(field, 'has bins; STACK is the frame and has none: leave the list empty or out');
			return [];
		}
		if (value.length < 1 || value.length > MAX_BINS) {
			this.#report(field, `has ${value.length} bins; a level has 1 to ${MAX_BINS}`);
		}
		let previousWords = 0;
		return value.map((entry: unknown, index) => {
			const at = `${field}[${index}]`;
			const bin = this.#bin(at, entry);
			if (previousWords !== 0 && bin.words !== 2 * previousWords) {
				const message = `is ${bin.words}; the chunks of each bin are twice those of the one before, here ${2 * previousWords}`;
				this.#report(`${at}.words`, `${message}. A bin that is not wanted has 0 chunks`);
			}
			previousWords = bin.words;
			return bin;
		});
	}

	#bin(field: string, value: unknown): BinConfiguration {
		const fields = this.#fields(field, value, ['words', 'chunks']);
		const { words, chunks } = CONFIGURATION_RULES.bin;
		return {
			words: this.#number(`${field}.words`, fields.words, words),
			chunks: this.#number(`${field}.chunks`, fields.chunks, chunks),
		};
	}

	#cache(value: unknown): CacheConfiguration | null {
		if (value === undefined || value === null) return null;
		const fields = this.#fields('cache', value, ['words', 'lineWords', 'ways']);
		const rules = CONFIGURATION_RULES.cache;
		const words = this.#number('cache.words', fields.words, rules.words, DEFAULT_CACHE.words);
		const lineWords = this.#number('cache.lineWords', fields.lineWords, rules.lineWords, DEFAULT_CACHE.lineWords);
		const ways = this.#number('cache.ways', fields.ways, rules.ways, DEFAULT_CACHE.ways);
		if (lineWords * ways > words) {
			this.#report('cache.words', `is ${words}; ${ways} ways with lines of ${lineWords} words take ${lineWords * ways} or more`);
		}
		return { words, lineWords, ways };
	}

	#checkFit(configuration: HeapConfiguration): void {
		const { cache, levels } = configuration;
		const leftOfL1 = levelArenaWords(configuration, 'L1');
		if (cache !== null && leftOfL1 < LEVEL_ALIGNMENT_WORDS) {
			this.#report(
				'cache.words',
				`is ${cache.words} and leaves ${Math.max(0, leftOfL1)} of L1's ${levels.L1.words} words to allocate`,
			);
			return;
		}
		for (const name of LEVEL_NAMES) {
			const needed = shapeArenaWords(binShape(levels[name].bins));
			const available = levelArenaWords(configuration, name);
			if (needed <= available) continue;
			const missingWords = needed - available;
			const besideCache = name === 'L1' && cache !== null ? ` beside the cache of ${cache.words}` : '';
			const message = `take ${needed} words with their headers and ${name} has ${available}${besideCache}: ${missingWords} missing`;
			this.errors.push({ field: `levels.${name}.bins`, message, missingWords });
		}
	}

	/** The fields of an object, or none and an error. An object that is not there has none. */
	#fields(field: string, value: unknown, known: readonly string[]): Fields {
		if (value === undefined && field !== '') return {};
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			this.#report(field, `is ${show(value)}; it is an object with ${known.join(', ')}`);
			return {};
		}
		for (const name of Object.keys(value)) {
			if (known.includes(name)) continue;
			this.#report(field === '' ? name : `${field}.${name}`, `is not known; there are ${known.join(', ')}`);
		}
		return value as Fields;
	}

	/** A number that obeys its rule, else an error and the standard, or, where there is none, the rule's least. */
	#number(field: string, value: unknown, rule: NumberRule, standard?: number): number {
		if (value === undefined && standard !== undefined) return standard;
		const { min, max, multipleOf = 1, isPowerOfTwo = false } = rule;
		const isRight =
			typeof value === 'number' &&
			Number.isInteger(value) &&
			value >= min &&
			value <= max &&
			value % multipleOf === 0 &&
			(!isPowerOfTwo || Number.isInteger(Math.log2(value)));
		if (isRight) return value;
		const kind = isPowerOfTwo ? 'a power of two' : multipleOf > 1 ? `a multiple of ${multipleOf}` : 'a whole number';
		this.#report(field, `${value === undefined ? 'is missing' : `is ${show(value)}`}; it is ${kind} from ${min} to ${max}`);
		return standard ?? min;
	}

	#report(field: string, message: string): void {
		this.errors.push({ field, message });
	}
}

/** A value as a message shows it, cut to a length that fits in a line. */
function show(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
