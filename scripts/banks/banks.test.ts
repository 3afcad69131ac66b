import { describe, expect, it } from 'vitest';
import { bindFirmware } from '../../src/bridge/firmware-interface.ts';
import { engineSettings } from '../../src/bridge/program-settings.ts';
import { compileImpala } from '../../src/impala/compile.ts';
import { formatImpala } from '../../src/impala/format/format.ts';
import { renderOffline } from '../../src/offline/render.ts';
import { imageReader, readTapeRows } from '../../src/panel/tape/tape-text.ts';
import { readBank } from '../../src/patch/bank-reader.ts';
import { writeBank } from '../../src/patch/bank-writer.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { bankFile, listBanks, OWN_BANKS, PACKED_BANKS, packBanks } from './own-banks.ts';
import { ownFirmware, ownFirmwareNames, ownSource, sourceFile } from './own-firmware.ts';
import { TickBench } from './tick-bench.testing.ts';

const FILES = packBanks();

describe.each(OWN_BANKS.map((definition) => [definition.name, definition] as const))('the bank %s', (name, definition) => {
	const bytes = FILES.get(bankFile(definition)) ?? new Uint8Array();
	const { bank, diagnostics } = readBank(bytes);
	if (!bank?.firmware) throw new Error(`${name} cannot be read or has no firmware`);
	const { firmware, programs } = bank;
	const named = programs.filter((program) => program.name);
	const build = buildFirmware({ id: 1, name, code: firmware.code, config: firmware.config, debug: false });
	if (!build.ok) throw new Error(`line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	const { image } = build;
	const binding = bindFirmware(image.program);
	if ('code' in binding) throw new Error(binding.message);

	it('reads without a diagnostic as what was packed, and is written byte for byte', () => {
		expect(diagnostics).toEqual([]);
		expect(`${firmware.code}\n`).toBe(ownFirmware(name));
		expect(firmware).toMatchObject({ name, logo: definition.sticker, about: definition.about });
		const writing = writeBank(bank);
		expect(writing.ok && Buffer.from(writing.text, 'latin1').equals(bytes)).toBe(true);
	});

	it('has a source in Latin-1 and the style of the formatter that compiles without a warning', () => {
		const source = ownSource(name);
		expect(compileImpala(source)).toMatchObject({ ok: true, warnings: [] });
		expect(formatImpala(source).text === source, 'run p8 format --write').toBe(true);
		// What a character beyond ASCII is in UTF-8.
		expect(source.match(/.*[\xc2-\xf4][\x80-\xbf].*/)).toBeNull();
	});

	it('has at least six programs, each with a name of its own that the device can store and settings of its own', () => {
		expect(named.length).toBeGreaterThanOrEqual(6);
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
		expect(firmware.about.length).toBeGreaterThanOrEqual(5);
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
		for (const program of named) {
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

	it('lights LEDs while its programs play, but for some that wait', () => {
		const address = image.program.symbols.find((symbol) => symbol.name === 'displayLEDs')?.address;
		if (address === undefined) throw new Error('it declares no displayLEDs');
		const bench = new TickBench(firmware.code);
		const leds = bench.slot.run.machine.memory.subarray(address, address + 4);
		const dark: unknown[] = [];
		for (const program of named) {
			const { operator1, operand1High, operand1Low, operator2, operand2High, operand2Low } = program;
			bench.turn({ operator1, operand1High, operand1Low, operator2, operand2High, operand2Low });
			leds.fill(0);
			let lit = 0;
			for (let tick = 0; tick < 512; tick++) {
				// All over the memory: LEDs may tell of the place there.
				if (tick % 32 === 0) bench.seek(tick * 128);
				bench.tick(Math.round(1500 * Math.sin(tick * 0.05)));
				for (const row of leds) lit |= row & 0xff;
			}
			if (lit === 0) dark.push(program.name);
		}
		expect(dark.length, dark.join(', ')).toBeLessThan(named.length / 2);
	});
});

it('the page gets all banks and their listing, the echo first', () => {
	expect([...FILES.keys()].sort()).toEqual([...PACKED_BANKS.map(bankFile), 'banks.json'].sort());
	expect(JSON.parse(Buffer.from(FILES.get('banks.json') ?? []).toString())).toEqual(listBanks());
	expect(OWN_BANKS[0].name).toBe('tape-echo');
	expect(new Set(OWN_BANKS.map(({ title }) => title)).size).toBe(OWN_BANKS.length);
});

it('every source among the firmwares is that of a bank', () => {
	expect(listBanks().map(({ source }) => source)).toEqual(expect.arrayContaining(ownFirmwareNames().map(sourceFile)));
});
