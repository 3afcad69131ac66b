import { bindFirmware } from '../bridge/firmware-interface.ts';
import type { Program } from '../gazl/program.ts';

/**
 * Name of a program's module in caches: a hash of all that the compiler reads of a program. Where things are in the source text, and
 * what the firmware calls its own globals and constants, has no part in it.
 */
export async function programKey(program: Program): Promise<string> {
	const { code, functions, natives, memoryWords, heapWords, globalImage, constantImage, windows } = program;
	const shape = JSON.stringify({
		memoryWords,
		heapWords,
		globalWords: globalImage.length,
		codeWords: code.length,
		functions: functions.map(({ name, start, end, localWords, transientWords, slots }) => {
			return [
				name,
				start,
				end,
				localWords,
				transientWords,
				slots.map(({ directive, slot, sizeWords }) => [directive, slot, sizeWords]),
			];
		}),
		natives,
		windows,
		binding: bindFirmware(program),
	});
	const shapeBytes = new TextEncoder().encode(shape);
	const hashed = new Uint8Array(shapeBytes.length + code.byteLength + constantImage.byteLength);
	hashed.set(shapeBytes);
	hashed.set(bytesOf(code), shapeBytes.length);
	hashed.set(bytesOf(constantImage), shapeBytes.length + code.byteLength);
	const digest = await crypto.subtle.digest('SHA-256', hashed);
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}
