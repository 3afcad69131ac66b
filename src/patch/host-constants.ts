/** Every constant that the firmware host gives to the assembler (device.md 6.2). */
import { FIRMWARE_PARAMETER_CONSTANTS } from './firmware-parameters.ts';

/** All of them but DEBUG, which depends on where the firmware comes from. */
export const HOST_CONSTANTS = {
	...FIRMWARE_PARAMETER_CONSTANTS,
	/** Bits of a position in the delay memory: whole frames, and the fraction for interpolation. */
	POSITION_INT_BITS: 16,
	POSITION_FRACT_BITS: 4,
	/** Pulses of `hostPosition` in a quarter note. */
	HOST_POSITION_PPQ: 1920,
} as const;

/**
 * The table as the assembler takes it.
 *
 * @param debug 0 for firmware of a bank, 1 for firmware that is being developed: then assertions and traces are in
 */
export function assemblerConstants(debug: 0 | 1): Readonly<Record<string, number>> {
	return { ...HOST_CONSTANTS, DEBUG: debug };
}
