import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineEndOf, withLineFeeds } from './workspace.ts';
import { sourceBytes, sourceText } from './workspace-bytes.ts';

/** Bytes of a text after it went through the workspace unedited. */
function throughWorkspace(bytes: Uint8Array): Uint8Array {
	const text = sourceText(bytes);
	const encoding = sourceBytes({ name: 'a.impala', text: withLineFeeds(text), lineEnd: lineEndOf(text) });
	return encoding.ok ? encoding.bytes : expect.fail(encoding.problem);
}

describe('sources on the disk', () => {
	it.each(['\n', '\r\n', '\r'])('come back byte for byte, whatever their encoding, with line ends %j', (lineEnd) => {
		const line = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.filter((byte) => byte !== 10 && byte !== 13));
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const bytes = Uint8Array.from(lines.flatMap((each, at) => [...(at > 0 ? Buffer.from(lineEnd) : []), ...each]));
				expect(throughWorkspace(bytes)).toEqual(bytes);
			}),
		);
	});

	it('keep the bytes of characters that are more than one byte in UTF-8', () => {
		const bytes = Uint8Array.from(Buffer.from('// Größe → 3 €\n', 'utf8'));
		expect(throughWorkspace(bytes)).toEqual(bytes);
	});

	it.each([
		['a\nb → c', 2, 3, '→', 'U+2192'],
		['😀', 1, 1, '😀', 'U+1F600'],
		['\n\n\nÿĀ', 4, 2, 'Ā', 'U+0100'],
	])('are refused with the place of the first character above U+00FF: %j', (text, line, column, character, code) => {
		expect(sourceBytes({ name: 'echo.impala', text, lineEnd: '\r\n' })).toEqual({
			ok: false,
			problem: `echo.impala:${line}:${column}: "${character}" (${code}) cannot be saved: a source has one byte per character. Replace it.`,
		});
	});
});
