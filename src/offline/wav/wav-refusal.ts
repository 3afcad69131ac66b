import { WAV_REMEDIES, type WavError, type WavErrorCode } from './wav-format.ts';

/** The result of a reading step that found the file unusable. */
export function refuse(code: WavErrorCode, byteOffset: number, message: string): { ok: false; error: WavError } {
	return { ok: false, error: { code, byteOffset, message, remedy: WAV_REMEDIES[code] } };
}
