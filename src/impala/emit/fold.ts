/** Arithmetic over ints that the compiler knows, as the machine does it (impala.md 6.5). */

const FOLDS: Readonly<Record<string, (a: number, b: number) => number>> = {
	ADDi: (a, b) => a + b,
	SUBi: (a, b) => a - b,
	MULi: Math.imul,
	DIVi: (a, b) => a / b,
	MODi: (a, b) => a % b,
	ANDi: (a, b) => a & b,
	IORi: (a, b) => a | b,
	XORi: (a, b) => a ^ b,
	SHLi: (a, b) => a << b,
	SHRi: (a, b) => a >> b,
	SHRu: (a, b) => a >>> b,
};

/** What an instruction comes to for two known words; null for other instructions, and where it would trap. */
export function foldInts(mnemonic: string, a: number | null, b: number | null): number | null {
	const fold = Object.hasOwn(FOLDS, mnemonic) ? FOLDS[mnemonic] : null;
	if (!fold || a === null || b === null) return null;
	return (mnemonic === 'DIVi' || mnemonic === 'MODi') && b === 0 ? null : fold(a, b) | 0;
}
