import { createStore } from 'zustand/vanilla';

/** A line that some other part of the page wants the editor to show; null when it has been. */
interface LineRequest {
	readonly request: { readonly fileId: string /** From 1. */; readonly line: number } | null;
}

export const lineRequest = createStore<LineRequest>(() => ({ request: null }));

/** Has the editor put its cursor into a line of a file, at once or as soon as it shows that file. */
export function requestLine(fileId: string, line: number): void {
	lineRequest.setState({ request: { fileId, line } });
}
