/** A fault's sentence without what its place in the text says already: that it was stopped, and where. */
export function faultReason(summary: string): string {
	return summary.replace(/^firmware stopped: /, '').replace(/, line \d+$/, '');
}
