/** Numbers for each column: least and greatest left sample, least and greatest right one. */
export const COLUMN_NUMBERS = 4;

/** First frame of a column when `frames` frames are spread over `columns` columns. */
export function columnStart(column: number, frames: number, columns: number): number {
	return Math.floor((column * frames) / columns);
}

/** The column that shows a frame. */
export function columnOf(frame: number, frames: number, columns: number): number {
	return Math.min(columns - 1, Math.floor(((frame + 1) * columns - 1) / frames));
}

/**
 * Finds the extremes of one column of a stereo waveform.
 *
 * @param words left and right of each frame in turn
 * @param extremes {@link COLUMN_NUMBERS} numbers for each column; those of `column` are replaced
 * @returns whether any of them is another than before
 */
export function fillColumn(words: Int32Array, frames: number, columns: number, column: number, extremes: Int32Array): boolean {
	const start = columnStart(column, frames, columns) * 2;
	// A column narrower than a frame shows the frame that it lies in.
	const end = Math.max(start + 2, columnStart(column + 1, frames, columns) * 2);
	let leftLeast = words[start] as number;
	let leftGreatest = leftLeast;
	let rightLeast = words[start + 1] as number;
	let rightGreatest = rightLeast;
	for (let i = start + 2; i < end; i += 2) {
		const left = words[i] as number;
		const right = words[i + 1] as number;
		if (left < leftLeast) leftLeast = left;
		else if (left > leftGreatest) leftGreatest = left;
		if (right < rightLeast) rightLeast = right;
		else if (right > rightGreatest) rightGreatest = right;
	}
	const at = column * COLUMN_NUMBERS;
	const same =
		extremes[at] === leftLeast &&
		extremes[at + 1] === leftGreatest &&
		extremes[at + 2] === rightLeast &&
		extremes[at + 3] === rightGreatest;
	if (same) return false;
	extremes[at] = leftLeast;
	extremes[at + 1] = leftGreatest;
	extremes[at + 2] = rightLeast;
	extremes[at + 3] = rightGreatest;
	return true;
}

/** Frames from a frame back to where the clock will write next, along the clock's direction: 1…`frames` for a forward clock. */
export function framesBehind(frame: number, writeFrame: number, frames: number, reverse: boolean): number {
	const back = reverse ? frame - writeFrame : writeFrame - frame;
	const behind = ((back % frames) + frames) % frames;
	return behind === 0 ? frames : behind;
}
