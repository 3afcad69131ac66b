import { expect, test } from 'vitest';
import { soundStore } from '../store/sound-store.ts';
import { describeSound } from './sound-state.ts';

const sound = { ...soundStore.getInitialState(), clips: [{ name: 'drums', title: 'Drums', file: 'drums.wav' }] };

test('before the first START it says what START will do', () => {
	expect(describeSound(sound, 'tape-echo')).toEqual({
		lamp: null,
		text: 'Press START: Drums through tape-echo.',
		isProblem: false,
	});
});

test('after STOP it says that START goes on', () => {
	expect(describeSound({ ...sound, sampleRate: 48000 }, null).text).toMatch(/START goes on/);
});

test('a sound that the browser suspended asks for START', () => {
	expect(describeSound({ ...sound, audio: 'suspended', sampleRate: 48000 }, null)).toMatchObject({
		lamp: 'yellow',
		isProblem: true,
	});
});

test('what failed is said in its own words, and before a problem of the source', () => {
	const failed = { ...sound, audio: 'failed', problem: 'No sound device.', sourceProblem: 'No file.' } as const;
	expect(describeSound(failed, null)).toEqual({ lamp: 'red', text: 'No sound device.', isProblem: true });
	expect(describeSound({ ...failed, audio: 'running' }, null).text).toBe('No file.');
});

test('a source that is being opened is named', () => {
	const opening = { ...sound, audio: 'running', sourceOpening: true, source: { kind: 'microphone' } } as const;
	expect(describeSound(opening, null)).toEqual({ lamp: 'yellow', text: 'Opening the microphone…', isProblem: false });
});

test('a firmware that has stopped is not said to play', () => {
	const running = { ...sound, audio: 'running' } as const;
	expect(describeSound(running, 'tape-echo')).toEqual({ lamp: 'green', text: 'Drums through tape-echo.', isProblem: false });
	expect(describeSound(running, 'tape-echo', true)).toEqual({
		lamp: 'yellow',
		text: 'tape-echo has stopped: the stock CPU plays. RESET starts it again.',
		isProblem: false,
	});
	expect(describeSound(running, null, true).text).toBe('Drums through the stock CPU.');
});
