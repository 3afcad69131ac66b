import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { ownFirmware } from '../scripts/banks/own-firmware.ts';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { CommandWriter } from '../src/bridge/commands.ts';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import { buildFirmware, type FirmwareSource } from '../src/toolchain/build-firmware.ts';
import { Engine } from './engine.ts';
import { HEAP_CHURN } from './heap-churn.testing.ts';

/**
 * Plays three times a minute of sound through an engine, as its own process under `node --expose-gc`, and prints what the JavaScript engine
 * allocated meanwhile: `{"blocks", "bytes", "collections"}`, blocks and bytes of the minute in which it was least. What a block allocates is in every
 * minute; the code that the optimiser makes now and then is not. Knobs turn all the while. Arguments: the name of one of our own firmwares,
 * `heap-churn`, `mistakes` for one of the checked build that makes some all the time, or `stock` for the stock CPU, as by default; and, where a
 * minute takes too long, the seconds that are played in its place.
 */

const SAMPLE_RATE = 44100;
const BLOCK_FRAMES = 128;
const WARM_UP_SECONDS = 8;
const MEASUREMENTS = 3;
const BLOCKS_PER_TURN = 37;

/** Reads past the end, frees twice and uses words of a frame that is over, in every eighth tick. */
const MISTAKES = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native adiAlloc
extern native adiFree
extern native frameAlloc
extern native poolFree
global array signal[2]
global pointer old = null
global int tick = 0

function process()
locals pointer block, int x
{
	global tick = global tick + 1;
	if ((global tick & 7) == 0) {
		x = 0;
		block = (pointer) adiAlloc(12, 1, "block");
		if (block != null) {
			x = (int) block[12];
			adiFree(block);
			block[0] = x;
			adiFree(block);
		}
		if (global old != null) x = x + (int) global old[1];
		global old = (pointer) frameAlloc(8);
		poolFree(3, block);
		global signal[0] = x & 1023;
	}
}
`;

const view = viewEngineBlock(buildEngineBlock());
const engine = new Engine(viewEngineBlock(view.block), SAMPLE_RATE);
const commands = new CommandWriter(view.commands);
commands.program({ ...INITIAL_SETTINGS, operator1: 2, operand1High: 2, operator2: 4, operand2High: 0x90 });
const [, , firmwareName = 'stock', measuredSeconds = '60'] = process.argv;
if (firmwareName !== 'stock') {
	const text = { id: 1, name: firmwareName, config: '', debug: false } as const;
	const churns: Readonly<Record<string, FirmwareSource>> = {
		'heap-churn': { ...text, code: HEAP_CHURN, language: 'impala' },
		mistakes: { ...text, code: MISTAKES, language: 'impala', checked: true },
	};
	const build = buildFirmware(churns[firmwareName] ?? { ...text, code: ownFirmware(firmwareName) });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	engine.load(build.image);
}
engine.settle();

const input = Float32Array.from({ length: BLOCK_FRAMES }, (_, i) => Math.sin(i * 0.3) * 0.5);
const outLeft = new Float32Array(BLOCK_FRAMES);
const outRight = new Float32Array(BLOCK_FRAMES);
/** The page's commands, made beforehand: the page may allocate, the engine may not. */
const turns = Array.from({ length: 64 }, (_, i) => Int32Array.of(0, 1, 4 + (i % 2), (i * 40) & 0xff));
let block = 0;

function play(blocks: number): void {
	for (let i = 0; i < blocks; ++i, ++block) {
		if (block % BLOCKS_PER_TURN === 0) view.commands.push(turns[(block / BLOCKS_PER_TURN) % turns.length]);
		engine.process(input, input, outLeft, outRight, BLOCK_FRAMES);
	}
}

const blocksIn = (seconds: number): number => Math.round((seconds * SAMPLE_RATE) / BLOCK_FRAMES);

play(blocksIn(WARM_UP_SECONDS));
/** When each collection began, milliseconds. */
const collections: number[] = [];
const observer = new PerformanceObserver((list) => {
	collections.push(...list.getEntries().map(({ startTime }) => startTime));
});
observer.observe({ entryTypes: ['gc'] });
if (globalThis.gc === undefined) throw new Error('run this with node --expose-gc');
globalThis.gc();
const began = performance.now();
getHeapStatistics();
let bytes = Number.POSITIVE_INFINITY;
for (let minute = 0; minute < MEASUREMENTS; ++minute) {
	const before = getHeapStatistics().used_heap_size;
	play(blocksIn(Number(measuredSeconds)));
	bytes = Math.min(bytes, getHeapStatistics().used_heap_size - before);
}
await new Promise((resolve) => setImmediate(resolve));
const result = {
	blocks: blocksIn(Number(measuredSeconds)),
	bytes,
	collections: collections.filter((startTime) => startTime >= began).length,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
