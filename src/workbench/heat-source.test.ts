import { beforeEach, describe, expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../bridge/block-regions.ts';
import { CODE_FORM } from '../bridge/gauges.ts';
import type { BuiltFirmware } from '../store/device-store.ts';
import { soundStore } from '../store/sound-store.ts';
import { viewStore } from '../store/view-store.ts';
import { HeatSource } from './heat-source.ts';
import { MemorySource } from './memory-source.ts';
import { programOf } from './program.testing.ts';

const FIRMWARE_ID = 7;
const SAMPLE_RATE = 44_100;

/** Granule 0's counter of reads is the first of all. */
const READS = 0;

describe('the heat of a firmware', () => {
	let engine: { view: ReturnType<typeof viewEngineBlock>; setHeat(on: boolean): void; setWord(): string };
	let firmware: BuiltFirmware;
	let heat: HeatSource;

	function set(gauge: 'cpuSlot' | 'firmware' | 'codeForm' | 'frame', value: number): void {
		engine.view.gauges.setInt(engine.view.gauges.offset(gauge), 0, value);
	}

	/** What the engine does in some frames: so many reads of granule 0 by the firmware in a slot. */
	function render(toFrame: number, slot: number, reads: number): void {
		set('frame', toFrame | 0);
		const counters = engine.view.block.int32(`heat ${slot}`);
		counters[READS] = ((counters[READS] ?? 0) + reads) | 0;
	}

	beforeEach(() => {
		soundStore.setState({ sampleRate: SAMPLE_RATE });
		viewStore.setState({ heatHalfLifeMs: 250 });
		engine = { view: viewEngineBlock(buildEngineBlock()), setHeat: () => {}, setWord: () => '' };
		firmware = {
			source: { id: FIRMWARE_ID, name: 'test', code: '', config: '', debug: false },
			image: { id: FIRMWARE_ID, name: 'test', program: programOf(256, [64], []), compiled: null, config: '', debug: false },
			gazl: '',
			lineMap: null,
			warnings: [],
			fileName: 'test.gazl',
			fileLine: (line) => line,
		};
		heat = new HeatSource(engine, firmware);
		set('firmware', FIRMWARE_ID);
		set('codeForm', CODE_FORM.instrumented);
	});

	test('is per second of the engine, not of the page, and looked at once a frame of the page', () => {
		heat.refresh(1000);
		render(SAMPLE_RATE / 4, 0, 500);
		heat.refresh(1016);
		// A quarter of a second and half-life: half of 2000/s.
		expect(heat.meter.reads[0]).toBeCloseTo(1000, 9);
		render(SAMPLE_RATE / 2, 0, 500);
		heat.refresh(1016);
		expect(heat.meter.reads[0]).toBeCloseTo(1000, 9);
		heat.refresh(1100);
		expect(heat.meter.reads[0]).toBeCloseTo(1500, 9);
	});

	test('goes on when the count of frames wraps round', () => {
		set('frame', (2 ** 32 - 1000) | 0);
		heat.refresh(1000);
		render(SAMPLE_RATE / 4 - 1000, 0, 500);
		heat.refresh(1250);
		expect(heat.meter.reads[0]).toBeCloseTo(1000, 9);
	});

	test('stays between two blocks and fades by the page’s clock when the engine stands still', () => {
		heat.refresh(1000);
		render(SAMPLE_RATE / 4, 0, 500);
		heat.refresh(1250);
		heat.refresh(1290);
		expect(heat.meter.reads[0]).toBeCloseTo(1000, 9);
		heat.refresh(1540);
		expect(heat.meter.reads[0]).toBeCloseTo(500, 9);
	});

	test('does not take the counters of another slot for its own', () => {
		render(0, 1, 1_000_000);
		heat.refresh(1000);
		set('cpuSlot', 1);
		render(SAMPLE_RATE, 1, 0);
		heat.refresh(2000);
		heat.refresh(2020);
		expect(heat.meter.isCold).toBe(true);
	});

	test('says in which form the firmware runs, and nothing of another firmware', () => {
		const forms = Object.entries(CODE_FORM).map(([form, number], look) => {
			set('codeForm', number);
			heat.refresh(1000 + look);
			return [form, heat.form];
		});
		expect(forms.every(([form, shown]) => form === shown)).toBe(true);
		set('firmware', FIRMWARE_ID + 1);
		heat.refresh(2000);
		expect(heat.form).toBe('none');
	});

	test('is frozen with the words', () => {
		const source = new MemorySource(engine, firmware);
		source.refresh(1000);
		render(SAMPLE_RATE / 4, 0, 500);
		source.refresh(1250);
		source.freeze(true);
		render(SAMPLE_RATE, 0, 0);
		source.refresh(2000);
		expect(source.heat.reads[0]).toBeCloseTo(1000, 9);
		source.freeze(false);
		// Three quarters of a second later.
		expect(source.heat.reads[0]).toBeCloseTo(125, 9);
	});
});
