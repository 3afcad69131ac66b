/** What the native implementation takes for a firmware, nanoseconds per sample with one host call per sample. */
export interface NativeReference {
	readonly interpreterNs: number;
	readonly compiledNs: number;
}

/**
 * Measured with the native interpreter and the native JIT compiler on a machine of the kind that builds this project. The firmwares are
 * those inside public banks, by the first word of the bank's file name; the banks are not part of the project.
 */
const NATIVE_REFERENCES: Readonly<Record<string, NativeReference>> = {
	Beatrick: { interpreterNs: 128, compiledNs: 80 },
	Bender: { interpreterNs: 128, compiledNs: 56 },
	BitBox: { interpreterNs: 92, compiledNs: 37 },
	Flakes: { interpreterNs: 154, compiledNs: 66 },
	FooBar: { interpreterNs: 123, compiledNs: 62 },
	JS80RMX: { interpreterNs: 111, compiledNs: 59 },
	Mozaik: { interpreterNs: 239, compiledNs: 85 },
	Pong: { interpreterNs: 142, compiledNs: 82 },
	Reciter: { interpreterNs: 74, compiledNs: 30 },
	RingMod: { interpreterNs: 136, compiledNs: 59 },
	Specular: { interpreterNs: 1433, compiledNs: 398 },
	Trancelvania: { interpreterNs: 110, compiledNs: 53 },
	Vortex: { interpreterNs: 744, compiledNs: 236 },
};

/** Least that the native interpreter takes for a VM cycle, nanoseconds; with most firmwares it takes 2 to 3.3, the host call included. */
const LEAST_NS_PER_CYCLE = 1.5;

/**
 * Whether a reference speaks of the same work. Its settings are not known, and some firmwares do little with some: a reference that
 * would mean cycles faster than the native interpreter executes any is one for lighter ticks.
 */
export function isSameWork({ interpreterNs }: NativeReference, cyclesPerTick: number): boolean {
	return interpreterNs / cyclesPerTick >= LEAST_NS_PER_CYCLE;
}

/** The reference for a bank's firmware, null when there is none. */
export function nativeReference(bankName: string): NativeReference | null {
	return NATIVE_REFERENCES[bankName.split(' ')[0]] ?? null;
}
