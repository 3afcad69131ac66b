/** What the tests of damaged sources share: the corpus, and what compiling and assembling a damaged source has to come to. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AssemblyError, assemble } from '../gazl/assembler.ts';
import { type CompiledUnit, compileImpala } from './compile.ts';
import { SourceMutator } from './mutations.testing.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/conformance');

function sourcesIn(folder: string): readonly string[] {
	const names = readdirSync(join(CORPUS, folder)).filter((name) => name.endsWith('.impala'));
	return names.map((name) => readFileSync(join(CORPUS, folder, name), 'latin1'));
}

/** Whole firmwares take ten times as long as the programs of a page: each gets its share of the trials. */
const SHARES = [
	{ sources: sourcesIn('impala/run').filter(({ length }) => length < 1000), share: 0.97 },
	{ sources: sourcesIn('firmware'), share: 0.03 },
] as const;

/** Errors of size: a mutation may ask for more than any machine has. */
const SIZE_ERRORS: readonly string[] = ['NOT_ENOUGH_CODE_SPACE', 'NOT_ENOUGH_FUNCTION_SPACE', 'NOT_ENOUGH_MEMORY_SPACE'];

/** Errors of a name that is not there: an extern may be defined in another unit, a constant without a value by the host. */
const OPEN_ERRORS: readonly string[] = ['FORWARD_SYMBOL_NOT_FOUND', 'NON_FORWARD_SYMBOL_NOT_FOUND'];

/** The host's constants, which a source may take the name of; the compiler does not know them. */
const HOST_CONSTANTS = { DEBUG: 0 };

/** What became of damaged sources. */
export interface MutationTrials {
	/** How many gave a program, and how many of these were assembled. */
	readonly programs: number;
	readonly assembled: number;
	/** Sources with neither a program nor an error, or with a program that the assembler refuses: what it says and the source. */
	readonly faults: readonly string[];
}

/**
 * Compiles damaged sources, and assembles what compiles. Throws what the compiler or the assembler throw.
 *
 * @param isGentle whether pieces are only exchanged for others of their kind, so that many still compile
 * @param count of sources
 */
export function tryMutations(seed: number, isGentle: boolean, count: number): MutationTrials {
	let programs = 0;
	let assembled = 0;
	const faults: string[] = [];
	for (const { sources, share } of SHARES) {
		const mutator = new SourceMutator(sources, seed);
		for (let trial = 0; trial < Math.round(count * share); trial++) {
			const source = mutator.mutate(isGentle);
			const result = compileImpala(source);
			if (result.ok) {
				programs++;
				const error = assemblyError(result);
				if (error === null) assembled++;
				else if (!isPardoned(error, source)) faults.push(`${error.name}: ${error.message}\n${source}`);
			} else if (!result.diagnostics.some(({ severity }) => severity === 'error')) {
				faults.push(`neither a program nor an error\n${source}`);
			}
		}
	}
	return { programs, assembled, faults };
}

/** Assembles for a host that has every native that is called. */
function assemblyError({ gazl }: CompiledUnit): AssemblyError | null {
	const natives = new Set(Array.from(gazl.matchAll(/\^([\w$]+)/g), ([, name]) => name ?? ''));
	const result = assemble(gazl, { memoryWords: 65536, natives: [...natives], constants: HOST_CONSTANTS });
	return result.ok ? null : result.error;
}

function isPardoned({ name, detail }: AssemblyError, source: string): boolean {
	if (SIZE_ERRORS.includes(name)) return true;
	if (name === 'SYMBOL_ALREADY_DEFINED' && Object.hasOwn(HOST_CONSTANTS, detail)) return true;
	// Names of the compiler's own making are in no source.
	return OPEN_ERRORS.includes(name) && new RegExp(`(?<![\\w$])${detail.replace(/\W/g, '\\$&')}(?![\\w$])`).test(source);
}
