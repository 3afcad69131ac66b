import type { EngineEvent } from '../bridge/events.ts';
import { MEMORY_OFFSET } from '../gazl/program.ts';
import { OUTCOMES } from '../memory/heap/outcomes.ts';
import type { BuiltFirmware } from './device-store.ts';

/** Null, as firmware has it. */
const NULL = 0;

/** What a firmware did wrong with the heap, with the line of its source, for the console. */
export function memoryWarning(
	{ source, fileName, fileLine }: Pick<BuiltFirmware, 'source' | 'fileName' | 'fileLine'>,
	{ native, outcome, parameter, word, line }: EngineEvent & { kind: 'memory' },
): string {
	const place = line > 0 ? `${fileName}:${fileLine(line)}` : `firmware ${source.name}`;
	const argument = parameter === undefined ? '' : `${parameter.name} = ${argumentText(parameter.type, word)}`;
	return `${place}: memory: ${native.name}(${argument}): ${OUTCOMES[outcome].meaning}`;
}

/** A word as its author wrote it, or the place that a pointer leads to. */
function argumentText(type: 'int' | 'pointer', word: number): string {
	if (type === 'int') return String(word);
	return word === NULL ? 'null' : `word ${(word - MEMORY_OFFSET) | 0}`;
}
