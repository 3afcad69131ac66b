/** Compiles a program to one WebAssembly module. */

import type { Program } from '../program.ts';
import { driverBody, type EntryPoint } from './driver-code.ts';
import { compileFunction } from './function-compiler.ts';
import { fitsStack, planFunction } from './function-plan.ts';
import { ModuleEncoder } from './module-encoder.ts';
import { declareInterface, RUN_EXPORT } from './module-interface.ts';
import { programFacts } from './program-facts.ts';

/** How a program is to be compiled. */
export interface CompileOptions {
	/** Names of natives that suspend as a matter of course, such as `yield`. */
	readonly suspendingNatives: readonly string[];
}

/** Compiles a program that `verifyProgram` has accepted; gives the module's bytes. */
export function compileProgram(program: Program, { suspendingNatives }: CompileOptions): Uint8Array<ArrayBuffer> {
	const facts = programFacts(program, suspendingNatives);
	const module = new ModuleEncoder('firmware');
	const indices = declareInterface(
		module,
		program.functions.map(({ name }) => name),
		false,
	);
	const run = module.declareFunction(module.functionType([], ['i32']), RUN_EXPORT);
	const entryPoints: EntryPoint[] = [];
	const table: number[] = [];
	program.functions.forEach((symbol, ordinal) => {
		const functionIndex = indices.firstFunction + ordinal;
		const plan = planFunction(facts, ordinal);
		module.defineFunction(functionIndex, compileFunction(facts, plan, indices));
		table.push(functionIndex);
		const resumes = fitsStack(facts, symbol) ? plan.resumePoints : [];
		const entry = (instruction: number, resumePoint: number, localsBelow: number): EntryPoint => {
			return { instruction, functionIndex, resumePoint: resumes.length > 0 ? resumePoint : null, localsBelow };
		};
		entryPoints.push(entry(symbol.start, 0, 0));
		resumes.forEach(({ instruction }, index) => {
			entryPoints.push(entry(instruction, index + 1, symbol.localWords));
		});
	});
	module.setTable(table);
	module.defineFunction(run, driverBody(indices, entryPoints, program.lines.length));
	module.exportFunction(RUN_EXPORT, run);
	return module.encode();
}
