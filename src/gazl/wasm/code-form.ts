/** The forms in which a program can be compiled. They share all state, and can be exchanged between any two blocks. */

/** What a form's code does besides running the program. */
export interface FormFeatures {
	/** Counts passes and accesses, see `heatCounters`. */
	readonly heat: boolean;
	/**
	 * Leaves accesses of words that the host shadows to the interpreter, which may have a watcher, unless the shadow says that they are
	 * free, see `HostCode.shadowedWords`.
	 */
	readonly checks: boolean;
}

/** All forms, by name. The code of one that lacks a feature has nothing of it. */
export const CODE_FORMS = {
	plain: { heat: false, checks: false },
	instrumented: { heat: true, checks: false },
	checked: { heat: false, checks: true },
	'checked instrumented': { heat: true, checks: true },
} as const satisfies Readonly<Record<string, FormFeatures>>;

/** Name of a form. */
export type CodeForm = keyof typeof CODE_FORMS;

/** Name of the form with these features. */
export function codeForm({ heat, checks }: FormFeatures): CodeForm {
	if (heat) return checks ? 'checked instrumented' : 'instrumented';
	return checks ? 'checked' : 'plain';
}
