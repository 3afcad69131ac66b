import { describe, expect, it } from 'vitest';
import { BodyWriter } from './body-writer.ts';
import { ModuleEncoder } from './module-encoder.ts';
import { printModule } from './wabt.testing.ts';

/** Everything that a module can have, with names. */
function fullModule(): ModuleEncoder {
	const module = new ModuleEncoder('firmware');
	const unary = module.functionType(['i32'], ['i32']);
	const nothing = module.functionType([], []);
	module.importSharedMemory('env', 'memory', 1, 65536);
	const base = module.importGlobal('env', 'base', 'immutable');
	const cycles = module.importGlobal('env', 'cycles', 'mutable', 'cyclesLeft');
	const native = module.importFunction('env', 'native', unary, 'native:trace');
	const twice = module.declareFunction(unary, 'twice');
	const dispatch = module.declareFunction(module.functionType(['i32', 'i32'], ['i32']), 'dispatch');
	const bump = module.declareFunction(nothing);
	const calls = module.addGlobal(-7, 'calls');
	module.setTable([twice, native, bump]);

	const twiceBody = new BodyWriter(['i32'], ['operand']);
	const sum = twiceBody.addLocal('i32', 'sum');
	module.defineFunction(twice, twiceBody.get(0).get(0).op('i32.add').tee(sum).finish());
	module.defineFunction(dispatch, new BodyWriter(['i32', 'i32']).call(bump).get(0).get(1).callIndirect(unary).finish());
	const bumpBody = new BodyWriter([]).globalGet(calls).i32(1).op('i32.add').globalSet(calls);
	bumpBody.globalGet(cycles).globalGet(base).op('i32.sub').globalSet(cycles);
	module.defineFunction(bump, bumpBody.finish());
	module.exportFunction('dispatch', dispatch);
	module.exportGlobal('calls', calls);
	module.exportGlobal('cycles', cycles);
	return module;
}

function imports() {
	return {
		memory: new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true }),
		base: 3,
		cycles: new WebAssembly.Global({ value: 'i32', mutable: true }, 100),
		native: (word: number) => word * 10,
	};
}

describe('a module', () => {
	it('is accepted by the engine and by wabt, and runs', () => {
		const bytes = fullModule().encode();
		expect(WebAssembly.validate(bytes)).toBe(true);
		const env = imports();
		const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env });
		const dispatch = exports.dispatch as (operand: number, place: number) => number;
		const calls = exports.calls as WebAssembly.Global<'i32'>;
		expect([dispatch(21, 0), dispatch(21, 1)]).toEqual([42, 210]);
		expect([calls.value, env.cycles.value]).toEqual([-5, 94]);
		expect(exports.cycles).toBe(env.cycles);
		expect(() => dispatch(21, 2)).toThrow(WebAssembly.RuntimeError);
		expect(() => dispatch(21, 3)).toThrow(WebAssembly.RuntimeError);
	});

	it('declares each function type once and keeps indices as handed out, imports first', () => {
		const module = new ModuleEncoder();
		expect(module.functionType([], [])).toBe(0);
		expect(module.functionType(['i32'], [])).toBe(1);
		expect(module.functionType([], ['i32'])).toBe(2);
		expect(module.functionType(['i32'], [])).toBe(1);
		expect([module.importFunction('a', 'f', 0), module.importFunction('a', 'g', 1), module.declareFunction(0)]).toEqual([
			0, 1, 2,
		]);
		expect([module.importGlobal('a', 'x', 'mutable'), module.addGlobal(0), module.addGlobal(1)]).toEqual([0, 1, 2]);
		const types = printModule(fullModule().encode()).match(/\(type \(;\d+;\)/g);
		expect(types).toEqual(['(type (;0;)', '(type (;1;)', '(type (;2;)']);
	});

	it('has the parts it was given and no others, named as they were named', () => {
		const lines = printModule(fullModule().encode()).split('\n');
		const line = (start: string) => lines.find((text) => text.trim().startsWith(start))?.trim();
		expect(line('(import "env" "memory"')).toBe('(import "env" "memory" (memory (;0;) 1 65536 shared))');
		expect(line('(import "env" "base"')).toBe('(import "env" "base" (global $base i32))');
		expect(line('(import "env" "cycles"')).toBe('(import "env" "cycles" (global $cyclesLeft (mut i32)))');
		expect(line('(import "env" "native"')).toBe('(import "env" "native" (func $native:trace (type 0)))');
		expect(line('(func $twice')).toBe('(func $twice (type 0) (param $operand i32) (result i32)');
		expect(line('(local')).toBe('(local $sum i32)');
		expect(line('(func (;3;)')).toBe('(func (;3;) (type 1)');
		expect(line('(table')).toBe('(table (;0;) 3 3 funcref)');
		expect(line('(global')).toBe('(global $calls (mut i32) (i32.const -7))');
		expect(line('(elem')).toMatch(/^\(elem \(;0;\) \(i32\.const 0\) func \$twice \$native:trace 3\)/);
		expect(line('(export "dispatch"')).toBe('(export "dispatch" (func $dispatch))');
	});

	it('shows the names of its functions in stack traces', () => {
		const module = new ModuleEncoder('firmware');
		const fails = module.declareFunction(module.functionType([], []), 'échec 12');
		module.defineFunction(fails, new BodyWriter([]).op('unreachable').finish());
		module.exportFunction('fails', fails);
		const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.encode()));
		let trace = '';
		try {
			(exports.fails as () => void)();
		} catch (error) {
			trace = String((error as Error).stack);
		}
		expect(trace).toContain('firmware.échec 12');
	});

	it('may be empty, or have a table of nothing', () => {
		expect(WebAssembly.validate(new ModuleEncoder().encode())).toBe(true);
		const module = new ModuleEncoder();
		module.setTable([]);
		expect(printModule(module.encode())).toContain('(table (;0;) 0 0 funcref)');
	});

	it('encodes the same bytes again', () => {
		const module = fullModule();
		expect(module.encode()).toEqual(module.encode());
	});
});

describe('mistakes', () => {
	it('are refused with what is wrong', () => {
		const module = new ModuleEncoder();
		const type = module.functionType(['i32'], []);
		const own = module.declareFunction(type, 'own');
		module.addGlobal(0);
		expect(() => module.encode()).toThrow(new RangeError('function 0 "own" has no body'));
		expect(() => module.importFunction('env', 'late', type)).toThrow(/function env\.late: imports are declared before/);
		expect(() => module.importGlobal('env', 'late', 'mutable')).toThrow(/global env\.late: imports are declared before/);
		expect(() => module.declareFunction(1)).toThrow('there is no function type 1');
		expect(() => module.setTable([0, 1])).toThrow('there is no function 1');
		expect(() => module.exportGlobal('g', 1)).toThrow('export "g": there is no global 1');
		expect(() => module.defineFunction(1, new BodyWriter([]).finish())).toThrow('function 1 is not declared');
		expect(() => module.defineFunction(own, new BodyWriter(['f32']).finish())).toThrow(
			'function 0 "own" takes (i32), its body takes (f32)',
		);
		module.defineFunction(own, new BodyWriter(['i32']).finish());
		expect(() => module.defineFunction(own, new BodyWriter(['i32']).finish())).toThrow('already has a body');
		module.exportFunction('own', own);
		expect(() => module.exportFunction('own', own)).toThrow('already exports "own"');
		expect(() => module.importSharedMemory('env', 'memory', 3, 2)).toThrow('3 to 2 pages are not within 0 … 65536');
		module.importSharedMemory('env', 'memory', 1, 2);
		expect(() => module.importSharedMemory('env', 'memory', 1, 2)).toThrow('already imports one');
		module.setTable([own]);
		expect(() => module.setTable([own])).toThrow('already has its table');
	});
});
