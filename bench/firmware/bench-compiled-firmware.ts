import { once } from 'node:events';
import { startThread } from '../../src/memory/start-thread.testing.ts';
import { type BenchFirmware, findFirmwares } from '../bench-firmware.ts';
import type { Section } from '../section.ts';
import { warmUpAsThePage } from '../warm-up.ts';
import { bankFirmwares } from './bank-firmwares.ts';
import { ChromiumBench } from './chromium/chromium-bench.ts';
import type { CompileTask } from './compile-thread.ts';
import { type FirmwareFigures, type PlatformFigures, remarks } from './firmware-figures.ts';
import { firmwareForms } from './firmware-forms.ts';
import { compileTable, ticksTable } from './firmware-tables.ts';
import type { CompileFigures } from './measure-compile.ts';
import { measureTicks, ROUNDS } from './measure-ticks.ts';
import { nativeReference } from './native-reference.ts';

/** Environment variable with a folder of banks, whose firmwares are measured too. */
const BANKS_VARIABLE = 'P8_BENCH_BANKS';

/** `firmware`: what compiled firmware takes, and what compiling it takes, in Node and in Chromium. */
export const FIRMWARE_SECTION: Section = {
	name: 'firmware',
	summary: `time per tick, interpreted and compiled, and time to compile, in Node and Chromium; ${BANKS_VARIABLE}=FOLDER adds banks`,
	async measure() {
		warmUpAsThePage();
		const { firmwares, skipped: withoutFirmwares } = findFirmwares();
		const banks = process.env[BANKS_VARIABLE];
		const chromium = await ChromiumBench.open();
		const skipped = [...withoutFirmwares, ...(typeof chromium === 'string' ? [`skipped: Chromium. ${chromium}`] : [])];
		const measured: FirmwareFigures[] = [];
		try {
			for (const firmware of [...firmwares, ...(banks === undefined ? [] : bankFirmwares(banks))]) {
				try {
					measured.push(await measureFirmware(firmware, typeof chromium === 'string' ? null : chromium));
				} catch (reason) {
					skipped.push(`skipped: ${firmware.name}, ${String(reason)}`);
				}
			}
		} finally {
			if (typeof chromium !== 'string') await chromium.close();
		}
		const text = [
			`nanoseconds per tick, median and quartiles of ${ROUNDS} rounds in turns; speed against the interpreter; heat: instrumented against plain`,
			...(typeof chromium === 'string' ? [] : [`Chromium ${chromium.version}, in the worklet of an OfflineAudioContext`]),
			ticksTable(measured),
			'',
			'milliseconds to compile: assemble + generate + compile and instantiate, in a new thread and once that is warm',
			compileTable(measured),
			...['', ...remarks(measured)],
			...skipped,
		].join('\n');
		const chromiumVersion = typeof chromium === 'string' ? null : chromium.version;
		return { text, figures: { units: { ticks: 'ns per tick', compile: 'ms' }, chromiumVersion, firmwares: measured, skipped } };
	},
};

/** Node and Chromium one right after the other, so that what slows the machine meets both. */
async function measureFirmware(firmware: BenchFirmware, chromium: ChromiumBench | null): Promise<FirmwareFigures> {
	const compile = await compileInThread(firmware);
	const node: PlatformFigures = { ticks: measureTicks(firmwareForms(firmware), () => performance.now()), compile };
	const native = nativeReference(firmware.name);
	if (chromium === null) return { name: firmware.name, native, platforms: { Node: node } };
	const compileThere = await chromium.measureCompile(firmware);
	const ticksThere = await chromium.measureTicks(firmware);
	return { name: firmware.name, native, platforms: { Node: node, Chromium: { ticks: ticksThere, compile: compileThere } } };
}

/** Compiles in a new thread, whose code is cold at first. */
async function compileInThread({ name, code }: BenchFirmware): Promise<CompileFigures> {
	const task: CompileTask = { name, code };
	const thread = startThread(new URL('./compile-thread.ts', import.meta.url), task);
	try {
		const [figures] = (await once(thread, 'message')) as [CompileFigures];
		return figures;
	} finally {
		await thread.terminate();
	}
}
