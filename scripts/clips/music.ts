/** Sample rate of every clip, in Hz. */
export const SAMPLE_RATE = 44_100;
/** Tempo of every clip, in beats per minute. */
export const TEMPO_BPM = 120;
/** Two bars of four beats. */
export const LOOP_BEATS = 8;
/** Sixteenth notes in a beat. */
export const STEPS_PER_BEAT = 4;
/** Length of every clip, in frames: 4 s. */
export const LOOP_FRAMES = (SAMPLE_RATE * 60 * LOOP_BEATS) / TEMPO_BPM;
/** Length of every clip, in seconds. */
export const LOOP_SECONDS = LOOP_FRAMES / SAMPLE_RATE;

/** The frame nearest to a position in beats from the start of the loop. */
export const beatFrame = (beat: number): number => Math.round((beat * 60 * SAMPLE_RATE) / TEMPO_BPM);

/** Beats as seconds. */
export const beatSeconds = (beats: number): number => (beats * 60) / TEMPO_BPM;

/** Frequency in Hz of a MIDI note, which may lie between two keys: 69 is 440 Hz, equal temperament. */
export const noteHz = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** A level in decibels as a factor of amplitude. */
export const dbToGain = (levelDb: number): number => 10 ** (levelDb / 20);

/**
 * Onset in beats of a sixteenth step, swung: of each pair of steps the second comes late.
 *
 * @param swing where the second step stands in its pair, from 0.5 (straight) to 2/3 (triplets)
 */
export function stepBeat(step: number, swing = 0.5): number {
	const pair = Math.floor(step / 2);
	return (pair * 2 + (step % 2) * 2 * swing) / STEPS_PER_BEAT;
}
