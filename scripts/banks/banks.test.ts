import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindFirmware } from '../../src/bridge/firmware-interface.ts';
import { engineSettings } from '../../src/bridge/program-settings.ts';
import { renderOffline } from '../../src/offline/render.ts';
import { imageReader, readTapeRows } from '../../src/panel/tape/tape-text.ts';
import { readBank } from '../../src/patch/bank-reader.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { bankFile, bankText, listBanks, OWN_BANKS } from './own-banks.ts';

const BANKS = join(import.meta.dirname, '../../public/banks');

describe.each(OWN_BANKS.map((definition) => [definition.name, definition] as const))('the bank %s', (name, definition) => {
	const bytes = readFileSync(join(BANKS, bankFile(definition)));
	const { bank, diagnostics } = readBank(new Uint8Array(bytes));
	if (!bank?.firmware) throw new Error(`${name} cannot be read or has no firmware`);
	const { firmware, programs } = bank;
	const build = buildFirmware({ id: 1, name, code: firmware.code, config: firmware.config, debug: false });
	if (!build.ok) throw new Error(`line ${build.diagnostic.line}: ${build.diagnostic.message}`);
	const { image } = build;
	const binding = bindFirmware(image.program);
	if ('code' in binding) throw new Error(binding.message);

	it('is in the public folder as the script writes it, and reads without a diagnostic', () => {
		expect(bytes.toString('latin1')).toBe(bankText(definition));
		expect(diagnostics).toEqual([]);
	});

	it('has at least ten programs, each with a name of its own that the device can store and settings of its own', () => {
		const named = programs.filter((program) => program.name);
		expect(named.length).toBeGreaterThanOrEqual(10);
		expect(new Set(named.map((program) => program.name)).size).toBe(named.length);
		for (const program of named) expect(program.name?.length).toBeLessThanOrEqual(24);
		expect(new Set(named.map((program) => JSON.stringify({ ...program, name: '' }))).size).toBe(named.length);
	});

	it('keeps the dials at NOP where the firmware does not use them', () => {
		const dials = programs.map((program) => [program.operator1, program.operator2]);
		if (binding.kind === 'full') expect(dials).toEqual(programs.map(() => [0, 0]));
		else for (const [operator1] of dials) expect(operator1).toBeGreaterThan(0);
	});

	it('fits the console with its text and the tape with its rows', () => {
		expect(firmware.about.length).toBeLessThanOrEqual(21);
		for (const line of firmware.about) expect(line.length).toBeLessThanOrEqual(80);
		const rows = readTapeRows(imageReader(image.program), image.program).filter((row) => row.trim() !== '');
		expect(rows.length).toBeGreaterThanOrEqual(4);
		for (const row of rows) {
			expect(row.length).toBeLessThanOrEqual(53);
			expect(row[3]).toBe(' ');
		}
	});

	it('plays each of its programs without a trap', () => {
		const frames = 300;
		const input = Float32Array.from({ length: frames }, (_, n) => 0.5 * Math.sin(n * 0.05));
		for (const program of programs.filter(({ name: programName }) => programName)) {
			const settings = engineSettings(program, false);
			const { output, events } = renderOffline({
				sampleRate: 44100,
				input: [input, input],
				frames,
				settings,
				firmware: image,
			});
			expect(events.filter(({ kind }) => kind === 'stopped' || kind === 'stalled')).toEqual([]);
			for (const channel of output) expect(channel.every((sample) => Math.abs(sample) <= 1)).toBe(true);
		}
	});
});

it('lists the banks for the page, the echo first', () => {
	expect(JSON.parse(readFileSync(join(BANKS, 'banks.json'), 'utf8'))).toEqual(listBanks());
	expect(OWN_BANKS[0].name).toBe('tape-echo');
});
