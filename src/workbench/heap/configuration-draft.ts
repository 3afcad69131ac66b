import { configurationProblem } from '../../bridge/memory-setup.ts';
import { shapeArenaWords } from '../../memory/heap/adi-tables.ts';
import { type ConfigurationError, readConfigurationText } from '../../memory/heap/configuration-reader.ts';
import { configurationText } from '../../memory/heap/configuration-writer.ts';
import {
	type CacheConfiguration,
	DEFAULT_CACHE,
	DEFAULT_CONFIGURATION,
	type HeapConfiguration,
} from '../../memory/heap/heap-configuration.ts';
import { LEVEL_NAMES, type LevelName } from '../../memory/heap/levels.ts';

/** How the bins of a level lie in it. */
export interface LevelFit {
	readonly name: LevelName;
	/** Words of the level that bins may take: all but those of the cache. Null when the document is wrong about them. */
	readonly words: number | null;
	/** Words that the bins take with their headers. Null when the document is wrong about them. */
	readonly reservedWords: number | null;
}

/** What an edited document says so far. */
export interface DraftReading {
	/** Null while something is wrong. */
	readonly configuration: HeapConfiguration | null;
	/** Empty when nothing is. */
	readonly errors: readonly ConfigurationError[];
	/** By level, also while something is wrong; what the document leaves out is as in the default. Null when the text is no object. */
	readonly fits: readonly LevelFit[] | null;
	/** What the document says of allocator and cache, for the controls beside it. */
	readonly allocator: string;
	readonly cache: CacheConfiguration | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a document as it stands while somebody types. */
export function readDraft(text: string): DraftReading {
	const reading = readConfigurationText(text);
	const fields = documentOf(text);
	const seen = {
		fits: fields === null ? null : fitsOf(fields, 'errors' in reading ? reading.errors : []),
		allocator: typeof fields?.allocator === 'string' ? fields.allocator : DEFAULT_CONFIGURATION.allocator,
		cache: fields === null ? null : cacheOf(fields),
	};
	if ('errors' in reading) return { configuration: null, errors: reading.errors, ...seen };
	const problem = configurationProblem(reading.configuration);
	if (problem !== null) return { configuration: null, errors: [{ field: 'levels', message: problem }], ...seen };
	return { configuration: reading.configuration, errors: [], ...seen };
}

/**
 * A document with one of its fields set: in the words of the writer when the document is in order, else in those of `JSON.stringify`. A text that is no
 * object stays as it is.
 */
export function withField(text: string, field: 'allocator' | 'cache', value: unknown): string {
	const fields = documentOf(text);
	if (fields === null) return text;
	const edited = JSON.stringify({ ...fields, [field]: value }, null, '\t');
	const reading = readConfigurationText(edited);
	return 'errors' in reading ? edited : configurationText(reading.configuration);
}

/** An error as a line, the field first. */
export function errorText({ field, message }: ConfigurationError): string {
	return field === '' ? `The document ${message}` : `${field} ${message}`;
}

function documentOf(text: string): Fields | null {
	try {
		return fieldsOf(JSON.parse(text));
	} catch {
		return null;
	}
}

function fieldsOf(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function numberOf(value: unknown, standard: number): number {
	return typeof value === 'number' && Number.isFinite(value) ? value : standard;
}

function cacheOf(fields: Fields): CacheConfiguration | null {
	const cache = fieldsOf(fields.cache);
	if (cache === null) return null;
	return {
		words: numberOf(cache.words, DEFAULT_CACHE.words),
		lineWords: numberOf(cache.lineWords, DEFAULT_CACHE.lineWords),
		ways: numberOf(cache.ways, DEFAULT_CACHE.ways),
	};
}

/** Whether a level's figures stand in the document: what is wrong with it may still be that bins do not fit. */
function areFiguresRight(name: LevelName, errors: readonly ConfigurationError[]): boolean {
	const fields = ['levels', `levels.${name}`, ...(name === 'L1' ? ['cache'] : [])];
	return errors.every(
		({ field, missingWords }) =>
			missingWords !== undefined || !fields.some((part) => field === part || (part !== 'levels' && field.startsWith(`${part}.`))),
	);
}

function fitsOf(fields: Fields, errors: readonly ConfigurationError[]): readonly LevelFit[] {
	const levels = fieldsOf(fields.levels);
	const cacheWords = cacheOf(fields)?.words ?? 0;
	return LEVEL_NAMES.map((name) => {
		if (!areFiguresRight(name, errors)) return { name, words: null, reservedWords: null };
		const standard = DEFAULT_CONFIGURATION.levels[name];
		const level = fieldsOf(levels?.[name]);
		const bins: readonly unknown[] = Array.isArray(level?.bins) ? level.bins : standard.bins;
		let reservedWords = 0;
		for (const bin of bins) {
			const binFields = fieldsOf(bin);
			// A shape of one bin: the words of its chunks, and how many there are.
			reservedWords += shapeArenaWords([numberOf(binFields?.words, 0), 1, numberOf(binFields?.chunks, 0)]);
		}
		return { name, words: numberOf(level?.words, standard.words) - (name === 'L1' ? cacheWords : 0), reservedWords };
	});
}
