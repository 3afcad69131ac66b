/**
 * The WebAssembly instructions that compiled firmware is made of: one table for whoever writes or reads them.
 *
 * Source: WebAssembly Core Specification 2.0, "Binary Format"; shared memory from the threads proposal.
 */

/** Value types and the byte that stands for each. */
export const VALUE_TYPES = { i32: 0x7f, i64: 0x7e, f32: 0x7d } as const;

/** The type of a local, a parameter, a result or an operand. */
export type ValueType = keyof typeof VALUE_TYPES;

/** In the place of a block's result type: the block leaves nothing. */
export const NO_RESULT = 0x40;

/** The byte in front of the instructions that did not fit into one byte. */
export const LONG_PREFIX = 0xfc;

const long = (code: number): number => (LONG_PREFIX << 8) | code;

/**
 * Instructions by the immediates that follow them, each with its code: one byte, or `LONG_PREFIX` and the second byte
 * as one number of 16 bits.
 *
 * - `none`: nothing. `closing`: nothing either, but the nesting of blocks changes.
 * - `block`: `NO_RESULT` or a result type. `label`: a depth, 0 the innermost block. `labels`: a list of depths and one more.
 * - `function`, `local`, `global`: an index. `indirect`: the index of a function type, then of a table.
 * - `access`: alignment as a power of two, then an unsigned byte offset. `memory`: index of one memory. `memories`: of two.
 * - `i32`, `i64`: a signed constant. `f32`: four bytes, low byte first.
 */
export const OPCODES = {
	none: {
		unreachable: 0x00,
		nop: 0x01,
		return: 0x0f,
		drop: 0x1a,
		select: 0x1b,
		'i32.eqz': 0x45,
		'i32.eq': 0x46,
		'i32.ne': 0x47,
		'i32.lt_s': 0x48,
		'i32.lt_u': 0x49,
		'i32.gt_s': 0x4a,
		'i32.gt_u': 0x4b,
		'i32.le_s': 0x4c,
		'i32.le_u': 0x4d,
		'i32.ge_s': 0x4e,
		'i32.ge_u': 0x4f,
		'f32.eq': 0x5b,
		'f32.ne': 0x5c,
		'f32.lt': 0x5d,
		'f32.gt': 0x5e,
		'f32.le': 0x5f,
		'f32.ge': 0x60,
		'i32.add': 0x6a,
		'i32.sub': 0x6b,
		'i32.mul': 0x6c,
		'i32.div_s': 0x6d,
		'i32.rem_s': 0x6f,
		'i32.and': 0x71,
		'i32.or': 0x72,
		'i32.xor': 0x73,
		'i32.shl': 0x74,
		'i32.shr_s': 0x75,
		'i32.shr_u': 0x76,
		'i64.or': 0x84,
		'i64.shl': 0x86,
		'f32.abs': 0x8b,
		'f32.neg': 0x8c,
		'f32.floor': 0x8e,
		'f32.add': 0x92,
		'f32.sub': 0x93,
		'f32.mul': 0x94,
		'f32.div': 0x95,
		'i64.extend_i32_u': 0xad,
		'f32.convert_i32_s': 0xb2,
		'i32.reinterpret_f32': 0xbc,
		'f32.reinterpret_i32': 0xbe,
		'i32.trunc_sat_f32_s': long(0x00),
	},
	closing: { else: 0x05, end: 0x0b },
	block: { block: 0x02, loop: 0x03, if: 0x04 },
	label: { br: 0x0c, br_if: 0x0d },
	labels: { br_table: 0x0e },
	function: { call: 0x10 },
	indirect: { call_indirect: 0x11 },
	local: { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 },
	global: { 'global.get': 0x23, 'global.set': 0x24 },
	access: {
		'i32.load': 0x28,
		'i64.load': 0x29,
		'f32.load': 0x2a,
		'i32.store': 0x36,
		'i64.store': 0x37,
		'f32.store': 0x38,
	},
	memory: { 'memory.fill': long(0x0b) },
	memories: { 'memory.copy': long(0x0a) },
	i32: { 'i32.const': 0x41 },
	i64: { 'i64.const': 0x42 },
	f32: { 'f32.const': 0x43 },
} as const;

/** What follows an instruction's code; listed at `OPCODES`. */
export type ImmediateKind = keyof typeof OPCODES;

/** The names of the instructions with this kind of immediate. */
export type OpcodeNameOf<Kind extends ImmediateKind> = { [K in Kind]: keyof (typeof OPCODES)[K] }[Kind];

/** The name of an instruction in WebAssembly's text form. */
export type OpcodeName = OpcodeNameOf<ImmediateKind>;

/** An instruction that reads memory, and one that writes it. */
export type LoadName = Extract<OpcodeNameOf<'access'>, `${string}.load`>;
export type StoreName = Extract<OpcodeNameOf<'access'>, `${string}.store`>;

/** The natural alignment of each access, the width of what it moves, as a power of two of bytes. */
export const NATURAL_ALIGNMENT: Readonly<Record<OpcodeNameOf<'access'>, number>> = {
	'i32.load': 2,
	'i64.load': 3,
	'f32.load': 2,
	'i32.store': 2,
	'i64.store': 3,
	'f32.store': 2,
};

/** An instruction as a reader meets it; `Kind` ties the name to what follows. */
export type OpcodeEntry = {
	[Kind in ImmediateKind]: { readonly name: OpcodeNameOf<Kind>; readonly immediate: Kind };
}[ImmediateKind];

/** The table the other way round: the instruction of each code. */
export const OPCODE_BY_CODE: ReadonlyMap<number, OpcodeEntry> = new Map(
	Object.entries(OPCODES).flatMap(([immediate, codes]) =>
		Object.entries(codes).map(([name, code]) => [code, { name, immediate } as OpcodeEntry] as const),
	),
);
