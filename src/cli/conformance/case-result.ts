import { hexWord } from '../words.ts';

/** One thing that came out differently. */
export interface Mismatch {
	/** What was compared, such as `steps[2].cycles`. */
	readonly what: string;
	readonly expected: string;
	readonly actual: string;
}

/** How a case of a manifest went. */
export interface CaseResult {
	/** Manifest and case, such as `gazl/run/int-add-forms`. */
	readonly name: string;
	/** Empty for a case that passed. */
	readonly mismatches: readonly Mismatch[];
}

/** An exponent of all ones with a fraction that is not zero. */
const isNan = (word: number) => (word & 0x7f800000) === 0x7f800000 && (word & 0x007fffff) !== 0;

/** Collects what a case expects and what came out. */
export class Comparison {
	readonly mismatches: Mismatch[] = [];

	/** Compares values that JSON can write; absent is a value too. */
	equal(what: string, expected: unknown, actual: unknown): void {
		const texts = [expected, actual].map((value) => JSON.stringify(value) ?? 'nothing') as [string, string];
		if (texts[0] !== texts[1]) this.mismatches.push({ what, expected: texts[0], actual: texts[1] });
	}

	/** Checks that a number does not exceed what is expected. */
	atMost(what: string, limit: number, actual: number): void {
		if (!(actual <= limit)) this.mismatches.push({ what, expected: `at most ${limit}`, actual: String(actual) });
	}

	/** Compares the values that are expected, by name. */
	record(what: string, expected: Readonly<Record<string, unknown>>, actual: Readonly<Record<string, unknown>>): void {
		for (const [name, value] of Object.entries(expected)) this.equal(`${what}.${name}`, value, actual[name]);
	}

	/** Compares lists. Reports their lengths when those differ, else the first element that does. */
	list(what: string, expected: readonly unknown[], actual: readonly unknown[]): void {
		if (expected.length !== actual.length) {
			this.equal(`${what}.length`, expected.length, actual.length);
			return;
		}
		const at = expected.findIndex((element, index) => JSON.stringify(element) !== JSON.stringify(actual[index]));
		if (at >= 0) this.equal(`${what}[${at}]`, expected[at], actual[at]);
	}

	/**
	 * Compares words with a manifest's list of hexadecimal words, where `nan` stands for any NaN. Reports the first word that
	 * differs.
	 */
	words(what: string, expected: string, actual: Int32Array): void {
		const patterns = expected.split(' ').filter((pattern) => pattern !== '');
		if (patterns.length !== actual.length) {
			this.equal(`${what}.length`, patterns.length, actual.length);
			return;
		}
		const differing = [...actual.keys()].filter((at) => {
			const word = actual[at];
			return patterns[at] === 'nan' ? !isNan(word) : patterns[at] !== hexWord(word);
		});
		const [first] = differing;
		if (first === undefined) return;
		const extent = differing.length === 1 ? '' : ` (the first of ${differing.length} words that differ)`;
		this.mismatches.push({ what: `${what}[${first}]${extent}`, expected: patterns[first], actual: hexWord(actual[first]) });
	}

	/** Compares named lists of words; every name must be there and none besides. */
	namedWords(what: string, expected: Readonly<Record<string, string>>, actual: ReadonlyMap<string, Int32Array>): void {
		this.equal(`${what}, names`, Object.keys(expected).sort(), [...actual.keys()].sort());
		for (const [name, words] of Object.entries(expected)) {
			const actualWords = actual.get(name);
			if (actualWords) this.words(`${what}.${name}`, words, actualWords);
		}
	}
}

/**
 * Runs one case. Anything that it throws is a failure of the case: a fault of ours must not keep the other cases from running.
 */
export function compareCase(name: string, compare: (comparison: Comparison) => void): CaseResult {
	const comparison = new Comparison();
	try {
		compare(comparison);
	} catch (fault) {
		comparison.mismatches.push({
			what: 'run',
			expected: 'no exception',
			actual: fault instanceof Error ? String(fault.stack) : String(fault),
		});
	}
	return { name, mismatches: comparison.mismatches };
}
