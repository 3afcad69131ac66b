import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FirmwareBuilder } from '../toolchain/firmware-builder.ts';
import { buildStore } from './build-store.ts';
import { consoleStore } from './console-store.ts';
import { deviceStore } from './device-store.ts';
import { FirmwareRack } from './firmware-rack.ts';
import { HotReload } from './hot-reload.ts';
import { addFile, closeFile, editConfig, editFile, setLive, workspaceStore } from './workspace.ts';

const SOUND = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2;
global array signal[2];
function process()
{
	global signal[0] = 1;
}
`;

/** Without the semicolon behind the 1 on line 5. */
const BROKEN = SOUND.replace('= 1;', '= 1');

const builder = new FirmwareBuilder(null);
const rack = new FirmwareRack(builder);
const hotReload = new HotReload(rack);
const build = vi.spyOn(builder, 'build');

/** Waits until the toolchain has answered everything that it was asked. */
async function answered(): Promise<void> {
	await Promise.all(build.mock.results.map(({ value }) => value));
	await Promise.resolve();
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	build.mockClear();
});

afterEach(() => {
	for (const { id } of workspaceStore.getState().files) closeFile(id);
	setLive(null);
	deviceStore.setState(deviceStore.getInitialState());
	vi.useRealTimers();
});

it('makes a file live and the device’s firmware, which waits for START', async () => {
	const id = addFile({ name: 'level.impala', text: SOUND });
	expect(await hotReload.play(id)).toBe(true);
	expect(workspaceStore.getState().liveId).toBe(id);
	const { firmware } = deviceStore.getState();
	expect(firmware).toMatchObject({ fileName: 'level.impala', source: { name: 'level', language: 'impala', debug: true } });
	expect(buildStore.getState()).toMatchObject({ phase: 'ready', fileId: id, text: SOUND, problem: '', heardMs: null });
	expect(buildStore.getState().gazl).toContain('process:');
	expect(buildStore.getState().builtMs).toBeGreaterThan(0);
});

it('builds an edit once, when the author pauses', async () => {
	const id = addFile({ name: 'level.impala', text: SOUND });
	await hotReload.play(id);
	editFile(id, SOUND.replace('= 1', '= 12'));
	vi.advanceTimersByTime(100);
	editFile(id, SOUND.replace('= 1', '= 123'));
	expect(buildStore.getState().phase).toBe('waiting');
	vi.advanceTimersByTime(100);
	expect(build).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(100);
	await answered();
	expect(build).toHaveBeenCalledTimes(2);
	expect(deviceStore.getState().firmware?.source.code).toContain('= 123;');
	editConfig(id, 'other');
	vi.advanceTimersByTime(200);
	await answered();
	expect(deviceStore.getState().firmware?.source.config).toBe('other');
});

it('leaves what plays when an edit cannot be built, and says why without a fault on the panel', async () => {
	const id = addFile({ name: 'level.impala', text: SOUND });
	await hotReload.play(id);
	const lines = consoleStore.getState().lines.length;
	editFile(id, BROKEN);
	vi.advanceTimersByTime(200);
	await answered();
	expect(buildStore.getState()).toMatchObject({ phase: 'failed', text: BROKEN });
	expect(buildStore.getState().problem).toMatch(/^level\.impala:\d:\d+: error /);
	expect(deviceStore.getState()).toMatchObject({ fault: null, firmware: { source: { code: SOUND } } });
	expect(consoleStore.getState().lines).toHaveLength(lines);
	editFile(id, `${SOUND}\n`);
	vi.advanceTimersByTime(200);
	await answered();
	expect(buildStore.getState()).toMatchObject({ phase: 'ready', problem: '' });
});

it('reports a file that cannot be played when it is asked for, and plays it as soon as it is mended', async () => {
	const id = addFile({ name: 'level.impala', text: BROKEN });
	expect(await hotReload.play(id)).toBe(false);
	expect(deviceStore.getState().fault).toMatchObject({ fileName: 'level.impala', gazlLine: 0 });
	expect(buildStore.getState().phase).toBe('failed');
	editFile(id, SOUND);
	vi.advanceTimersByTime(200);
	await answered();
	expect(deviceStore.getState()).toMatchObject({ fault: null, firmware: { source: { code: SOUND } } });
});

it('says nothing of the file before when the next one cannot be built', async () => {
	await hotReload.play(addFile({ name: 'level.impala', text: SOUND }));
	expect(buildStore.getState().gazl).not.toBeNull();
	await hotReload.play(addFile({ name: 'broken.impala', text: BROKEN }));
	expect(buildStore.getState()).toMatchObject({ phase: 'failed', gazl: null, lineMap: null });
});

it('forgets the build when another firmware takes the place of the live file', async () => {
	const id = addFile({ name: 'level.impala', text: SOUND });
	await hotReload.play(id);
	editFile(id, `${SOUND} `);
	setLive(null);
	vi.advanceTimersByTime(200);
	expect(build).toHaveBeenCalledTimes(1);
	expect(buildStore.getState()).toMatchObject({ phase: 'idle', fileId: null, gazl: null });
});
