/** The class names that are there, joined by blanks. Takes what CSS modules and conditions give. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
	return names.filter(Boolean).join(' ');
}
