/** Edits that still count as a slip of the fingers, for a name of so many characters. */
function allowedEdits(length: number): number {
	return length < 4 ? 1 : 2;
}

/** The known name that differs from `name` by the fewest letters, if it is close enough to be meant; null otherwise. */
export function closestName(name: string, known: readonly string[]): string | null {
	let closest: string | null = null;
	let fewest = allowedEdits(name.length) + 1;
	for (const candidate of known) {
		if (Math.abs(candidate.length - name.length) >= fewest) continue;
		const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
		if (edits < fewest && edits < candidate.length) {
			fewest = edits;
			closest = candidate;
		}
	}
	return closest;
}

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = row[j - 1] + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
			next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
