import { beforeEach, describe, expect, test } from 'vitest';
import { Engine } from '../../../worklet/engine.ts';
import { buildEngineBlock, viewEngineBlock } from '../../bridge/block-regions.ts';
import { CommandWriter, settingsWords } from '../../bridge/commands.ts';
import { STATUS } from '../../gazl/status.ts';
import { deviceStore } from '../../store/device-store.ts';
import { EventPump } from '../../store/event-pump.ts';
import { FirmwareRack } from '../../store/firmware-rack.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { FirmwareBuilder } from '../../toolchain/firmware-builder.ts';
import { ChecksSource } from './checks-source.ts';
import { violationRows, violationSites } from './violation-rows.ts';

const SAMPLE_RATE = 44100;

const SOUND = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native adiAlloc
global array signal[2]
global pointer p = null
function process()
{
	if (global p == null) global p = (pointer) adiAlloc(4, 1, "room");
}
`;

/** Writes behind the end of a block in init(). */
const FAULTY = `${SOUND}function init()
locals pointer a
{
	a = (pointer) adiAlloc(8, 1, "tape"); // HERE
	a[8] = 1; // WRONG
	global p = a;
}
`;

/** Divides by zero in init(), and makes no mistake with its heap. */
const DIVIDING = `${SOUND}function init()
locals int x
{
	x = 0;
	global p = (pointer) adiAlloc(8 / x, 1, "tape");
}
`;

const lineOf = (mark: string): number => FAULTY.split('\n').findIndex((line) => line.includes(`// ${mark}`)) + 1;

/** The page's side of an engine that is played here: what the worklet and the emulator do. */
class Device {
	readonly view = viewEngineBlock(buildEngineBlock());
	readonly rack = new FirmwareRack(new FirmwareBuilder(null));
	readonly source = new ChecksSource({ view: this.view, setHeat() {}, setWord: () => '' });
	readonly #engine = new Engine(viewEngineBlock(this.view.block), SAMPLE_RATE);
	readonly #events = new EventPump(this.view);
	readonly #silence = new Float32Array(128);

	constructor() {
		const commands = new CommandWriter(this.view.commands);
		const engine = this.#engine;
		this.rack.plugInto({
			session: {
				view: this.view,
				commands,
				context: { sampleRate: SAMPLE_RATE },
				load: (image, settings, keepState, memory) =>
					engine.load(image, settings === null ? null : settingsWords(settings), keepState, memory),
				instrument() {},
			},
			settings: { hold() {}, release() {} },
		});
		commands.memorySetting('stopAtViolation', 1);
	}

	async load(name: string, code: string): Promise<void> {
		const text = { name, fileName: `${name}.impala`, code, language: 'impala', config: '', debug: true } as const;
		const outcome = await this.rack.load({ ...text, fileLine: (line) => line });
		if (outcome.kind !== 'built') throw new Error('It cannot be built');
		this.rack.plug(outcome.firmware, { settings: null, keepState: false, announced: true });
		// A start takes some control periods, and a fade 15 ms.
		for (let block = 0; block < 40; block++) {
			const output = new Float32Array(128);
			this.#engine.process(this.#silence, this.#silence, output, output, 128);
			this.#events.drain(
				() => {},
				(event) => this.rack.report(event),
			);
		}
		this.source.refresh();
	}
}

describe('a firmware that is stopped in its init()', () => {
	beforeEach(() => {
		deviceStore.setState(deviceStore.getInitialState());
		memoryStore.setState({ checked: true });
	});

	test.each([
		['nothing', null],
		['another one', SOUND],
	])('at a violation shows it, with its lines, when %s was there before', async (_, before) => {
		const device = new Device();
		if (before !== null) await device.load('before', before);
		await device.load('faulty', FAULTY);
		const { firmware, fault } = deviceStore.getState();
		expect(firmware?.source.name).toBe(before === null ? undefined : 'before');
		expect(fault?.stopped?.status).toBe(STATUS.VIOLATION);
		expect(device.source.state).toBe('stopped');
		const { checks } = device.source;
		if (checks === null) throw new Error('No records');
		expect([checks.areDevices, checks.plays]).toEqual([false, false]);
		expect(checks.firmware.source.name).toBe('faulty');
		const [row, ...others] = violationRows(checks.records.violations, checks.context);
		if (row === undefined) throw new Error('No violation');
		expect(others).toEqual([]);
		expect(row).toMatchObject({
			title: 'buffer overflow',
			fileName: 'faulty.impala',
			line: `:${lineOf('WRONG')}`,
			buffer: 'block "tape"',
			offset: '+ 8',
		});
		expect(violationSites(row.violation, checks.context).map(({ title, line }) => [title, line])).toEqual([
			['Go to line', lineOf('WRONG')],
			['Allocated in line', lineOf('HERE')],
		]);
	});

	test('stays until something else is put in', async () => {
		const device = new Device();
		await device.load('faulty', FAULTY);
		const { checks } = device.source;
		device.source.refresh();
		expect(device.source.checks).toBe(checks);
		await device.load('next', SOUND);
		expect([device.source.state, device.source.checks?.firmware.source.name]).toEqual(['live', 'next']);
	});

	test('for something else leaves what plays on the list', async () => {
		const device = new Device();
		await device.load('before', SOUND);
		await device.load('dividing', DIVIDING);
		expect(deviceStore.getState().fault?.stopped?.status).toBe(STATUS.DIVISION_BY_ZERO);
		expect([device.source.state, device.source.checks?.firmware.source.name]).toEqual(['live', 'before']);
	});
});
