import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyText, localsText } from './body-text.ts';
import { BodyWriter, type FunctionBody } from './body-writer.ts';
import { ModuleEncoder } from './module-encoder.ts';
import { assembleText, normalised, printedInstructions, printModule } from './wabt.testing.ts';
import { type ImmediateKind, type LoadName, OPCODES, type OpcodeNameOf, type StoreName, type ValueType } from './wasm-opcodes.ts';

const PARAMETERS: readonly ValueType[] = ['i32', 'f32'];
const LOCALS: readonly ValueType[] = ['f32', 'f32', 'i64', 'i32'];

/** A module around `body`: memory, two globals, an imported function, the body's function in a table; `names` or none. */
function moduleAround(body: FunctionBody): ModuleEncoder {
	const module = new ModuleEncoder();
	const type = module.functionType(PARAMETERS, ['i32']);
	const native = module.functionType([], []);
	module.importSharedMemory('env', 'memory', 1, 2);
	module.importFunction('env', 'native', native, 'native:yield');
	module.importGlobal('env', 'cycles', 'mutable');
	const own = module.declareFunction(type, 'f');
	module.addGlobal(1, 'depth?');
	module.setTable([own]);
	module.exportFunction('f', own);
	module.defineFunction(own, body);
	return module;
}

/** The same module as text, with the body as `bodyText` prints it. */
function textAround(body: FunctionBody): string {
	const instructions = bodyText(body, moduleAround(body).names).flatMap(({ lines }) => lines);
	const declarations = localsText(body);
	return [
		'(module (type (func (param i32 f32) (result i32))) (type (func))',
		'(import "env" "memory" (memory 1 2 shared)) (import "env" "native" (func $native:yield (type 1)))',
		'(import "env" "cycles" (global $cycles (mut i32)))',
		`(func $f (type 0) ${declarations.slice(0, 2).join(' ')} (result i32) ${declarations.slice(2).join(' ')}`,
		...instructions,
		') (table 1 1 funcref) (global $depth? (mut i32) (i32.const 1)) (export "f" (func $f)) (elem (i32.const 0) func $f))',
	].join('\n');
}

/** A module's bytes without its name section, the last of its sections. */
function withoutNames(body: FunctionBody): Uint8Array {
	const bytes = moduleAround(body).encode();
	let end = bytes.length;
	for (let at = 8; at < bytes.length; ) {
		const id = bytes[at];
		let size = 0;
		let sizeBytes = 0;
		do size |= (bytes[at + 1 + sizeBytes] & 0x7f) << (7 * sizeBytes);
		while (bytes[at + 1 + sizeBytes++] >= 0x80);
		if (id === 0) end = at;
		at += 1 + sizeBytes + size;
	}
	return bytes.slice(0, end);
}

/** Writes one instruction, given the result types of the labels in reach, innermost first. */
type Step = (body: BodyWriter, labels: (ValueType | undefined)[]) => void;

const names = <Kind extends ImmediateKind>(kind: Kind) =>
	fc.constantFrom(...(Object.keys(OPCODES[kind]) as OpcodeNameOf<Kind>[]));
const u32 = fc.oneof(fc.nat(300), fc.nat(0xffffffff));

/** Every instruction that does not change the nesting, with all its immediates. */
const steps: fc.Arbitrary<Step> = fc.oneof(
	names('none').map(
		(name): Step =>
			(body) =>
				body.op(name),
	),
	fc.oneof(fc.integer(), fc.integer({ min: -200, max: 200 })).map(
		(value): Step =>
			(body) =>
				body.i32(value),
	),
	fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(
		(value): Step =>
			(body) =>
				body.i64(value),
	),
	fc.integer().map(
		(word): Step =>
			(body) =>
				body.f32Bits(word),
	),
	fc.float({ noNaN: true }).map((value): Step => {
		const [word] = new Int32Array(Float32Array.of(value).buffer);
		return (body) => body.f32Bits(word);
	}),
	fc.nat(5).chain((local) =>
		fc.constantFrom<Step>(
			(body) => body.get(local),
			(body) => body.set(local),
			(body) => body.tee(local),
		),
	),
	fc.nat(1).chain((global) =>
		fc.constantFrom<Step>(
			(body) => body.globalGet(global),
			(body) => body.globalSet(global),
		),
	),
	fc.tuple(fc.constantFrom('i32.load', 'i64.load', 'f32.load'), u32).map(
		([name, offset]): Step =>
			(body) =>
				body.load(name, offset),
	),
	fc.tuple(fc.constantFrom('i32.store', 'i64.store', 'f32.store'), u32).map(
		([name, offset]): Step =>
			(body) =>
				body.store(name, offset),
	),
	fc.constantFrom<Step>(
		(body) => body.memoryCopy(),
		(body) => body.memoryFill(),
		(body) => body.call(0),
		(body) => body.call(1),
		(body) => body.callIndirect(0),
		(body) => body.callIndirect(1),
	),
	fc.nat(20).map(
		(depth): Step =>
			(body, labels) =>
				body.br(depth % labels.length),
	),
	fc.nat(20).map(
		(depth): Step =>
			(body, labels) =>
				body.brIf(depth % labels.length),
	),
	fc.tuple(fc.array(fc.nat(20), { maxLength: 6 }), fc.nat(20)).map(
		([depths, other]): Step =>
			(body, labels) => {
				const defaultDepth = other % labels.length;
				const alike = depths.map((depth) => depth % labels.length).filter((depth) => labels[depth] === labels[defaultDepth]);
				body.brTable(alike, defaultDepth);
			},
	),
);

interface Nest {
	readonly kind: 'block' | 'loop' | 'if';
	readonly result: ValueType | undefined;
	readonly hasElse: boolean;
	readonly inside: readonly Piece[];
}
type Piece = Step | Nest;

const pieces = fc.letrec<{ pieces: Piece[]; nest: Nest }>((tie) => ({
	pieces: fc.array(fc.oneof({ depthSize: 'small' }, { weight: 6, arbitrary: steps }, { weight: 1, arbitrary: tie('nest') }), {
		maxLength: 30,
	}),
	nest: fc.record({
		kind: fc.constantFrom('block', 'loop', 'if'),
		result: fc.constantFrom<(ValueType | undefined)[]>(undefined, 'i32', 'f32', 'i64'),
		hasElse: fc.boolean(),
		inside: tie('pieces'),
	}),
})).pieces;

/** Behind `unreachable` any operands are there, so with one around each instruction every sequence is valid. */
function writePieces(body: BodyWriter, list: readonly Piece[], labels: (ValueType | undefined)[]): void {
	for (const piece of list) {
		body.op('unreachable');
		if (typeof piece === 'function') {
			piece(body, labels);
			continue;
		}
		const { kind, result, hasElse, inside } = piece;
		const inner = [kind === 'loop' ? undefined : result, ...labels];
		body[kind](result);
		writePieces(body, inside, inner);
		if (kind === 'if' && (hasElse || result !== undefined)) writePieces(body.else(), inside.slice(0, 2), inner);
		body.end();
	}
	body.op('unreachable');
}

function bodyOf(list: readonly Piece[]): FunctionBody {
	const body = new BodyWriter(PARAMETERS, ['operand']);
	LOCALS.forEach((type, index) => {
		body.addLocal(type, index === 1 ? 'x.1' : '');
	});
	writePieces(body, list, ['i32']);
	return body.finish();
}

describe('the text of a body', () => {
	it('has the instructions that wabt prints for the module', () => {
		fc.assert(
			fc.property(pieces, (list) => {
				const body = bodyOf(list);
				const module = moduleAround(body);
				const bytes = module.encode();
				expect(WebAssembly.validate(bytes)).toBe(true);
				const printed = bodyText(body, module.names).flatMap(({ lines }) => lines);
				expect(printed.map(normalised)).toEqual(printedInstructions(printModule(bytes)));
			}),
		);
	});

	it('assembles with wabt to the very bytes it was printed from', () => {
		fc.assert(
			fc.property(pieces, (list) => {
				const body = bodyOf(list);
				expect(Buffer.from(assembleText(textAround(body))).equals(withoutNames(body))).toBe(true);
			}),
		);
	});

	it('has the name that wabt has for every instruction of the table', () => {
		const accesses = Object.keys(OPCODES.access) as OpcodeNameOf<'access'>[];
		const everything: Step[] = [
			...Object.keys(OPCODES.none).map(
				(name): Step =>
					(body) =>
						body.op(name as OpcodeNameOf<'none'>),
			),
			...accesses.map(
				(name): Step =>
					(body) =>
						name.endsWith('load') ? body.load(name as LoadName) : body.store(name as StoreName),
			),
			(body) => body.block().end().loop().end().i32(0).if().else().op('nop').end(),
			(body) => body.i32(0).brIf(0),
			(body) => body.br(0),
			(body) => body.brTable([0], 0),
			(body) => body.call(0),
			(body) => body.callIndirect(1),
			(body) => body.get(0).tee(0).set(0).globalGet(0).globalSet(1),
			(body) => body.memoryCopy(),
			(body) => body.memoryFill(),
			(body) => body.i32(1).i64(1n).f32Bits(1),
		];
		const body = bodyOf(everything);
		const printed = bodyText(body, moduleAround(body).names).flatMap(({ lines }) => lines);
		expect(printed.map(normalised)).toEqual(printedInstructions(printModule(moduleAround(body).encode())));
		const mnemonics = new Set(printed.map((line) => line.trim().split(' ')[0]));
		expect([...mnemonics].sort()).toEqual(Object.values(OPCODES).flatMap(Object.keys).sort());
	});

	it('is indented by the blocks around, with labels by depth and locals by name', () => {
		const body = new BodyWriter(['i32'], ['n']);
		const sum = body.addLocal('f32', 'sum');
		body.block().loop().get(0).if().get(0).brTable([0, 1], 2).else().f32Bits(0x3dcccccd).set(sum).end().br(0).end().end();
		body.get(0).if('i32').i32(-1).else().i32(0).load('i32.load', 8).end().callIndirect(3).call(9).globalGet(2);
		expect(bodyText(body.finish(), { functions: [], globals: ['a', 'b', 'cycles'] })).toEqual([
			{
				mark: null,
				lines: [
					'block',
					'  loop',
					'    local.get $n',
					'    if',
					'      local.get $n',
					'      br_table 0 1 2',
					'    else',
					'      f32.const 0.1',
					'      local.set $sum',
					'    end',
					'    br 0',
					'  end',
					'end',
					'local.get $n',
					'if (result i32)',
					'  i32.const -1',
					'else',
					'  i32.const 0',
					'  i32.load offset=8',
					'end',
					'call_indirect (type 3)',
					'call 9',
					'global.get $cycles',
				],
			},
		]);
		expect(localsText(body.finish())).toEqual(['(param $n i32)', '(local $sum f32)']);
	});

	it('calls by index what has no proper name or one that is taken', () => {
		const body = new BodyWriter(['i32', 'i32', 'i32', 'i32'], ['x', 'x', 'a b', 'x?']);
		body.get(0).get(1).get(2).get(3);
		expect(bodyText(body.finish())[0].lines).toEqual(['local.get $x', 'local.get 1', 'local.get 2', 'local.get $x?']);
	});

	it('is grouped by the marks, also those without code', () => {
		const body = new BodyWriter([]);
		body.op('nop').mark('f0').block().mark(1).mark(2).i32(5).op('drop').mark(1).end().mark('end');
		expect(bodyText(body.finish())).toEqual([
			{ mark: null, lines: ['nop'] },
			{ mark: 'f0', lines: ['block'] },
			{ mark: 1, lines: [] },
			{ mark: 2, lines: ['  i32.const 5', '  drop'] },
			{ mark: 1, lines: ['end'] },
			{ mark: 'end', lines: [] },
		]);
		expect(bodyText(new BodyWriter([]).finish())).toEqual([]);
		expect(bodyText(new BodyWriter([]).mark(0).op('nop').finish())).toEqual([{ mark: 0, lines: ['nop'] }]);
	});

	it('is refused for bytes that are no instruction, with their place', () => {
		const body = { ...new BodyWriter([]).finish(), code: Uint8Array.of(0x01, 0xd0, 0x0b) };
		expect(() => bodyText(body)).toThrow(new Error('byte 1 of the body, 0xd0, begins no known instruction'));
	});
});
