import { describe, expect, test } from 'vitest';
import { neededSeconds, type TourFacts, type TourStage, tourStage } from './tour-progress.ts';

const LOADED: TourFacts = {
	isLoaded: true,
	plays: true,
	isEdited: false,
	isFound: false,
	wasFound: false,
	playedSeconds: 10,
	neededSeconds: 2,
};

describe('the guided tour', () => {
	test.each<[string, Partial<TourFacts>, TourStage]>([
		['begins with loading', { isLoaded: false, plays: false }, 'load'],
		['asks for sound', { plays: false }, 'sound'],
		['waits for the mistake to show, however long', {}, 'find'],
		['goes on to mending when it has', { isFound: true, wasFound: true }, 'mend'],
		['stays there while an edit does not help', { isEdited: true, isFound: true, wasFound: true }, 'mend'],
		['stays there when the same text is played again', { wasFound: true }, 'mend'],
		['watches an edited version', { isEdited: true, wasFound: true, playedSeconds: 1.9 }, 'watch'],
		['is through when nothing has shown in it', { isEdited: true, wasFound: true, playedSeconds: 2 }, 'mended'],
		['does not praise what was edited before it was found', { isEdited: true }, 'find'],
		['begins anew when another firmware plays', { isLoaded: false, isEdited: true, wasFound: true }, 'load'],
	])('%s', (_, facts, stage) => {
		expect(tourStage({ ...LOADED, ...facts })).toBe(stage);
	});

	test('watches for twice the ticks that the mistake takes to show, and no less than 1.5 s', () => {
		expect(neededSeconds(3000, 6000)).toBe(2.5);
		expect(neededSeconds(0, 44100)).toBe(1.5);
		expect(neededSeconds(3000, 0)).toBe(1.5);
	});
});
