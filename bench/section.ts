/** What a section of the benchmark found. */
export interface SectionReport {
	/** Tables for people, with what they say about themselves. */
	readonly text: string;
	/** The same figures and every round's, ready for JSON. */
	readonly figures: object;
}

/** A part of the benchmark that can be chosen by its name. */
export interface Section {
	readonly name: string;
	/** One line that says what it measures. */
	readonly summary: string;
	measure(): SectionReport | Promise<SectionReport>;
}
