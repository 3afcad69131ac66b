import type { Command } from './command.ts';
import { assembleCommand } from './commands/assemble.ts';
import { bankCheck } from './commands/bank-check.ts';
import { bankInfo } from './commands/bank-info.ts';
import { bankPack } from './commands/bank-pack.ts';
import { bankRewrite } from './commands/bank-rewrite.ts';
import { bankUnpack } from './commands/bank-unpack.ts';
import { compileCommand } from './commands/compile.ts';
import { conformance } from './commands/conformance.ts';
import { disassemble } from './commands/disassemble.ts';
import { formatCommand } from './commands/format.ts';
import { memoryAdvise } from './commands/memory-advise.ts';
import { memoryCheck } from './commands/memory-check.ts';
import { memorySearch } from './commands/memory-search.ts';
import { render } from './commands/render.ts';
import { replay } from './commands/replay.ts';
import { run } from './commands/run.ts';

/** All commands of `p8`, in the order of the help. */
export const COMMANDS: readonly Command[] = [
	compileCommand,
	formatCommand,
	assembleCommand,
	disassemble,
	run,
	replay,
	render,
	memoryCheck,
	memorySearch,
	memoryAdvise,
	bankInfo,
	bankCheck,
	bankRewrite,
	bankPack,
	bankUnpack,
	conformance,
];
