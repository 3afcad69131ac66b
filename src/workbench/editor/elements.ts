/** A new element with a class, if any, and what is in it; empty texts are left out. */
export function element(tag: string, className: string, ...content: readonly (Node | string)[]): HTMLElement {
	const made = document.createElement(tag);
	if (className !== '') made.className = className;
	for (const part of content) if (part !== '') made.append(part);
	return made;
}
