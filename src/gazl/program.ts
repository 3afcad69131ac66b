/** What assembling GAZL text gives: everything a machine needs, in typed arrays that can travel between threads. */

/** Added to a word index to make a pointer word (gazl.md 1). */
export const MEMORY_OFFSET = 0x12345678;

/** Added to a function ordinal to make a function pointer word (gazl.md 1). */
export const IP_OFFSET = 0x56789abc;

/** Which part of memory a named address lies in; `alias` is a DEFp constant, which counts as readable and writable. */
export type Section = 'GLOB' | 'TEMP' | 'CNST' | 'alias';

/** A name that stands for an address: a labelled section, a label on a data line, or a DEFp constant. */
export interface DataSymbol {
	readonly name: string;
	readonly section: Section;
	/** Word index in memory; may lie outside it for an `alias`. */
	readonly address: number;
	readonly sizeWords: number;
	/** 1-based source line of the declaration. */
	readonly line: number;
}

/** What declares frame slots: inputs, outputs and locals of a type, untyped parameters and locals of any size (gazl.md 6). */
export type SlotDirective = `${'INP' | 'OUT' | 'LOC'}${'i' | 'f' | 'p'}` | 'PARA' | 'LOCA';

/** What one directive declares in a function's frame: a parameter, a result or a local. */
export interface FrameSlot {
	/** Empty when it has no label. */
	readonly name: string;
	readonly directive: SlotDirective;
	/** First slot of the frame that it occupies, 0 is the frame's start. */
	readonly slot: number;
	readonly sizeWords: number;
	readonly line: number;
}

/** A function; its place in `Program.functions` is its ordinal. */
export interface FunctionSymbol {
	readonly name: string;
	/** Index of its FUNC instruction, and of the first instruction behind it. */
	readonly start: number;
	readonly end: number;
	/** At most 2³¹ − 1. */
	readonly localWords: number;
	/** At most 2³¹, which the FUNC instruction holds as a negative word; no memory has room for it. */
	readonly transientWords: number;
	readonly slots: readonly FrameSlot[];
	readonly line: number;
}

/** A named int or float constant of the source or the host; the value is its raw 32-bit word. */
export interface ConstantSymbol {
	readonly name: string;
	readonly type: 'int' | 'float';
	readonly word: number;
}

/**
 * An assembled program. It is immutable and structured-cloneable.
 *
 * Memory is laid out as gazl.md 11 says: globals from 0, data stack, constants, guard word. A host may keep words between stack and
 * constants for a heap, which programs reach by pointers.
 */
export interface Program {
	/** Four words an instruction, see `opcodes.ts`. */
	readonly code: Int32Array;
	/** Source line, 1-based, of each instruction. */
	readonly lines: Int32Array;
	/** Code index of the FUNC instruction of each function, by ordinal. */
	readonly entryPoints: Int32Array;
	readonly functions: readonly FunctionSymbol[];
	/** Native names; a CALL_native operand is an index into this list. */
	readonly natives: readonly string[];
	readonly symbols: readonly DataSymbol[];
	readonly constants: readonly ConstantSymbol[];
	/** Total memory M in words that the addresses were made for. */
	readonly memoryWords: number;
	/** Words of the heap H, right below the constants; 0 for a program without one. */
	readonly heapWords: number;
	/** The first G words of memory. */
	readonly globalImage: Int32Array;
	/** The last K words of memory, guard word included. */
	readonly constantImage: Int32Array;
	/** Names of the windows of the host whose addresses the source takes, see `AssemblyHost.windows`; absent when it takes none. */
	readonly windows?: readonly string[];
}
