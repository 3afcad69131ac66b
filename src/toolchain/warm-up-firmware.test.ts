import { expect, test } from 'vitest';
import { INITIAL_SETTINGS } from '../bridge/engine-parameters.ts';
import { INSTRUCTION_WORDS, OPCODES } from '../gazl/opcodes.ts';
import { renderOffline } from '../offline/render.ts';
import { buildFirmware } from './build-firmware.ts';
import { WARM_UP_SOURCE } from './warm-up-firmware.ts';

function warmUpImage() {
	const build = buildFirmware(WARM_UP_SOURCE);
	if (!build.ok) throw new Error(`line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	return build.image;
}

test('the warm-up executes every opcode there is', () => {
	const { code } = warmUpImage().program;
	const used = new Set(code.filter((_, word) => word % INSTRUCTION_WORDS === 0));
	expect(OPCODES.filter(({ number }) => !used.has(number)).map(({ name }) => name)).toEqual([]);
});

test('the warm-up runs without a fault', () => {
	const silence = new Float32Array(4410);
	const { events } = renderOffline({
		sampleRate: 44100,
		input: [silence, silence],
		frames: silence.length,
		settings: INITIAL_SETTINGS,
		firmware: warmUpImage(),
	});
	expect(events.map(({ kind }) => kind)).toEqual(['started']);
});
