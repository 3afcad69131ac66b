/** Compiles a program to one WebAssembly module. */

import { MEMORY_OFFSET, type Program } from '../program.ts';
import type { FunctionBody } from './body-writer.ts';
import { CODE_FORMS, type CodeForm } from './code-form.ts';
import { driverBody, type EntryPoint } from './driver-code.ts';
import type { FunctionCache } from './function-cache.ts';
import { compileFunction } from './function-compiler.ts';
import { type FunctionPlan, fitsStack, planFunction } from './function-plan.ts';
import { heatCounters } from './heat-counters.ts';
import type { HostCode, HostContext } from './host-code.ts';
import { ModuleEncoder } from './module-encoder.ts';
import { HOST_IMPORTS, HOST_MODULE, type ModuleIndices, nativeDepth, RUN_EXPORT } from './module-interface.ts';
import { type ProgramFacts, programFacts } from './program-facts.ts';
import type { RegisterPlace } from './register-code.ts';

/** One function, planned and compiled. */
export interface CompiledFunction {
	readonly plan: FunctionPlan;
	readonly body: FunctionBody;
}

/** A program's functions in a module that is not through: `run` and what the host adds are missing. */
export interface CompiledFunctions {
	readonly facts: ProgramFacts;
	readonly module: ModuleEncoder;
	readonly indices: ModuleIndices;
	readonly host: HostContext;
	/** By ordinal. */
	readonly functions: readonly CompiledFunction[];
}

/** Compiles the functions of a program that `verifyProgram` has accepted. A cache is for a form that does not count. */
export function compileFunctions(
	program: Program,
	hostCode: HostCode,
	form: CodeForm = 'plain',
	cache: FunctionCache | null = null,
): CompiledFunctions {
	const facts = programFacts(program, hostCode);
	cache?.begin();
	const module = new ModuleEncoder('firmware');
	const { indices, host } = declareModule(module, facts, hostCode, form);
	const functions = program.functions.map((_, ordinal): CompiledFunction => {
		const compile = (): CompiledFunction => {
			const plan = planFunction(facts, ordinal);
			return { plan, body: compileFunction(facts, plan, ordinal, indices) };
		};
		const compiled = cache === null ? compile() : cache.take(facts, ordinal, compile);
		module.defineFunction(indices.firstFunction + ordinal, compiled.body);
		return compiled;
	});
	return { facts, module, indices, host, functions };
}

/**
 * Compiles a program that `verifyProgram` has accepted; gives the module's bytes.
 *
 * @param cache what was compiled for the same host in the same form before, to be used again; for forms that do not count
 * @throws RangeError when a function is too large, see `nativeDepth`
 */
export function compileProgram(
	program: Program,
	hostCode: HostCode,
	form: CodeForm = 'plain',
	cache: FunctionCache | null = null,
): Uint8Array<ArrayBuffer> {
	const { facts, module, indices, host, functions } = compileFunctions(program, hostCode, form, cache);
	const entryPoints: EntryPoint[] = [];
	functions.forEach(({ plan: { symbol, resumePoints } }, ordinal) => {
		const functionIndex = indices.firstFunction + ordinal;
		const resumes = fitsStack(facts, symbol) ? resumePoints : [];
		const entry = (instruction: number, resumePoint: number, localsBelow: number): EntryPoint => {
			return { instruction, functionIndex, resumePoint: resumes.length > 0 ? resumePoint : null, localsBelow };
		};
		entryPoints.push(entry(symbol.start, 0, 0));
		resumes.forEach(({ instruction }, index) => {
			entryPoints.push(entry(instruction, index + 1, symbol.localWords));
		});
	});
	const mostLocals = Math.max(0, ...functions.map(({ body }) => body.locals.length));
	module.setTable(functions.map((_, ordinal) => indices.firstFunction + ordinal));
	module.defineFunction(host.run, driverBody(indices, entryPoints, program.lines.length, nativeDepth(mostLocals)));
	module.exportFunction(RUN_EXPORT, host.run);
	facts.natives.forEach(({ code }, native) => {
		if (code !== undefined) module.defineFunction(indices.ownNatives[native], code(host));
	});
	for (const [name, { parameters, results, body }] of Object.entries(hostCode.exports(program))) {
		const index = module.declareFunction(module.functionType(parameters, results), name);
		module.defineFunction(index, body(host));
		module.exportFunction(name, index);
	}
	return module.encode();
}

/** Declares all that code of the module refers to. */
function declareModule(
	module: ModuleEncoder,
	{ program, natives, memoryWords }: ProgramFacts,
	hostCode: HostCode,
	form: CodeForm,
): { readonly indices: ModuleIndices; readonly host: HostContext } {
	const functionType = module.functionType(['i32', 'i32', 'i32'], ['i32']);
	const nativeType = module.functionType(['i32'], ['i32']);
	const imported = (field: string): number => module.importGlobal(HOST_MODULE, field, 'immutable');
	module.importSharedMemory(HOST_MODULE, HOST_IMPORTS.memory, 1, 65536);
	const words = imported(HOST_IMPORTS.words);
	const calls = imported(HOST_IMPORTS.calls);
	const callsEnd = imported(HOST_IMPORTS.callsEnd);
	const registers = imported(HOST_IMPORTS.registers);
	const { heat, checks } = CODE_FORMS[form];
	const counters = heat ? imported(HOST_IMPORTS.counters) : -1;
	const { shadowedWords: shadowed } = hostCode;
	const shadow =
		checks && shadowed !== undefined && shadowed.words > 0 && shadowed.start < memoryWords
			? { global: imported(HOST_IMPORTS.shadow), shadowed }
			: null;
	const imports = Object.fromEntries(hostCode.imports.map((name) => [name, imported(name)]));
	const native = module.importFunction(HOST_MODULE, HOST_IMPORTS.native, nativeType);
	const registerWindow = importRegisters(module, program, hostCode);
	const run = module.declareFunction(module.functionType([], ['i32']), RUN_EXPORT);
	const functions = program.functions.map(({ name }) => module.declareFunction(functionType, name));
	const ownNatives = natives.map(({ code }, index) =>
		code === undefined ? -1 : module.declareFunction(nativeType, program.natives[index]),
	);
	const indices: ModuleIndices = {
		words,
		calls,
		callsEnd,
		registers,
		callLimit: module.addGlobal(0, 'callLimit'),
		resumePoint: module.addGlobal(0, 'resumePoint'),
		heat: heat ? { global: counters, counters: heatCounters(program) } : null,
		shadow,
		registerWindow,
		native,
		ownNatives,
		functionType,
		firstFunction: functions[0] ?? 0,
	};
	const globals = Object.fromEntries(hostCode.globals.map((name) => [name, module.addGlobal(0, name)]));
	return { indices, host: { program, module: indices, run, imports, globals } };
}

/** Declares the host's registers for a program that uses them. */
function importRegisters(module: ModuleEncoder, program: Program, { registers }: HostCode): RegisterPlace | null {
	if (program.windows === undefined || registers === undefined) return null;
	const imported = (field: string, type: number): number => module.importFunction(HOST_MODULE, field, type);
	return {
		start: (registers.pointer - MEMORY_OFFSET) | 0,
		words: registers.words,
		read: imported(HOST_IMPORTS.readRegister, module.functionType(['i32'], ['i32'])),
		write: imported(HOST_IMPORTS.writeRegister, module.functionType(['i32', 'i32'], [])),
	};
}
