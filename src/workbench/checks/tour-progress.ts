/**
 * How far somebody is with a mistake: it is to be loaded; it needs sound; it plays and has not shown yet; it has been found and is to be
 * mended; a mended version plays and is watched for a while; nothing has shown in that while.
 */
export type TourStage = 'load' | 'sound' | 'find' | 'mend' | 'watch' | 'mended';

/** What is known of a mistake's firmware at a moment. */
export interface TourFacts {
	/** Whether its file is the one that the device plays, in a checked build. */
	readonly isLoaded: boolean;
	/** Whether a version of it sounds. */
	readonly plays: boolean;
	/** Whether the version that plays is another text than the one that was loaded. */
	readonly isEdited: boolean;
	/** Whether the version that plays has made the mistake. */
	readonly isFound: boolean;
	/** Whether any version has. */
	readonly wasFound: boolean;
	/** Time that this version has played. */
	readonly playedSeconds: number;
	/** Time that the mistake takes to show. */
	readonly neededSeconds: number;
}

/** The stage that the facts make. */
export function tourStage(facts: TourFacts): TourStage {
	const { isLoaded, plays, isEdited, isFound, wasFound, playedSeconds, neededSeconds } = facts;
	if (!isLoaded) return 'load';
	if (!plays) return 'sound';
	if (isFound) return 'mend';
	if (!isEdited || !wasFound) return wasFound ? 'mend' : 'find';
	return playedSeconds < neededSeconds ? 'watch' : 'mended';
}

/** A version is watched at least so long, seconds. */
const LEAST_SECONDS = 1.5;

/** Time that a mistake takes to show, and some: a mended one is watched so long. @param firstTick tick in which it shows first */
export function neededSeconds(firstTick: number, clockHz: number): number {
	return LEAST_SECONDS + (clockHz > 0 ? (2 * firstTick) / clockHz : 0);
}
