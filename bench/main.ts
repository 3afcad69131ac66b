/**
 * The benchmark: `npm run bench -- [SECTION …] [--json FILE]`, all sections unless some are named. Times are medians over many rounds
 * in which the subjects take turns, so ratios hold even where other work makes the times themselves drift.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { writeBytes } from '../src/cli/files.ts';
import { EDITING_SECTION } from './editing/bench-editing.ts';
import { ENGINE_SECTION } from './engine/bench-engine.ts';
import { FIRMWARE_SECTION } from './firmware/bench-compiled-firmware.ts';
import { INTERPRETER_SECTION } from './gazl/bench-interpreter.ts';
import { LOAD_SECTION } from './load/bench-load.ts';
import { MAP_SECTION } from './map/bench-map.ts';
import { MEMORY_SECTION } from './memory/bench-memory.ts';
import { RINGS_SECTION } from './rings/bench-rings.ts';
import type { Section } from './section.ts';

const SECTIONS: readonly Section[] = [
	RINGS_SECTION,
	MEMORY_SECTION,
	INTERPRETER_SECTION,
	FIRMWARE_SECTION,
	ENGINE_SECTION,
	EDITING_SECTION,
	MAP_SECTION,
	LOAD_SECTION,
];

const USAGE = [
	'usage: npm run bench -- [SECTION …] [--json FILE]',
	'',
	'sections (all unless some are named):',
	...SECTIONS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`),
	'',
	'--json FILE writes the figures of every round.',
].join('\n');

/** The command line, or null when it is wrong. */
function parseCommandLine(): { sections: readonly Section[]; jsonPath: string | undefined } | null {
	try {
		const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
		const unknown = positionals.filter((name) => !SECTIONS.some((section) => section.name === name));
		if (unknown.length > 0) throw new TypeError(`There is no section '${unknown.join("', '")}'.`);
		const sections = SECTIONS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
		return { sections, jsonPath: values.json };
	} catch (failure) {
		if (!(failure instanceof TypeError)) throw failure;
		console.error(`${failure.message}\n\n${USAGE}`);
		return null;
	}
}

async function bench(sections: readonly Section[], jsonPath: string | undefined): Promise<void> {
	const machine = { node: process.version, v8: process.versions.v8, processor: cpus()[0]?.model, cores: availableParallelism() };
	const loadBefore = loadavg();
	console.log(
		`Node ${machine.node}, V8 ${machine.v8}, ${machine.cores} × ${machine.processor}; load average ${loadText(loadBefore)}`,
	);
	const figures: Record<string, object> = {};
	for (const { name, measure } of sections) {
		const report = await measure();
		figures[name] = report.figures;
		console.log(`\n${name}: ${report.text}`);
	}
	const loadAfter = loadavg();
	console.log(`\nload average at the end ${loadText(loadAfter)}`);
	if (jsonPath === undefined) return;
	const result = {
		date: new Date().toISOString(),
		machine,
		loadAverage: { before: loadBefore, after: loadAfter },
		sections: figures,
	};
	writeBytes(jsonPath, Buffer.from(`${JSON.stringify(result, null, '\t')}\n`));
}

/** Processes that wanted to run, averaged over 1, 5 and 15 minutes. */
function loadText(load: readonly number[]): string {
	return load.map((processes) => processes.toFixed(2)).join(' ');
}

const commandLine = parseCommandLine();
if (commandLine === null) process.exitCode = 2;
else await bench(commandLine.sections, commandLine.jsonPath);
