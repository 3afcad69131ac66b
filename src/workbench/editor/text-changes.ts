/** A replacement in a text: the characters `from` to before `to` become `insert`. */
export interface TextChange {
	readonly from: number;
	readonly to: number;
	readonly insert: string;
}

const BLANK = /\s/;

function blanksEnd(text: string, start: number): number {
	let end = start;
	while (end < text.length && BLANK.test(text.charAt(end))) end++;
	return end;
}

/**
 * The changes that make one text of another where only blanks differ, each as small as can be, so that cursors and marks stay at
 * their words. From the first other difference on, all of the rest is replaced.
 */
export function whitespaceChanges(before: string, after: string): TextChange[] {
	const changes: TextChange[] = [];
	let at = 0;
	let now = 0;
	while (at < before.length || now < after.length) {
		const atEnd = blanksEnd(before, at);
		const nowEnd = blanksEnd(after, now);
		const insert = after.slice(now, nowEnd);
		if (before.slice(at, atEnd) !== insert) changes.push({ from: at, to: atEnd, insert });
		at = atEnd;
		now = nowEnd;
		if (at < before.length && before.charAt(at) === after.charAt(now)) {
			at++;
			now++;
		} else if (at < before.length || now < after.length) {
			return [...changes, { from: at, to: before.length, insert: after.slice(now) }];
		}
	}
	return changes;
}

/** The change that makes one text of another: all between what they have in common at the front and at the end. Null when they are alike. */
export function singleChange(before: string, after: string): TextChange | null {
	if (before === after) return null;
	const shorter = Math.min(before.length, after.length);
	let front = 0;
	while (front < shorter && before.charCodeAt(front) === after.charCodeAt(front)) front++;
	let back = 0;
	while (back < shorter - front && before.charCodeAt(before.length - 1 - back) === after.charCodeAt(after.length - 1 - back)) {
		back++;
	}
	return { from: front, to: before.length - back, insert: after.slice(front, after.length - back) };
}
