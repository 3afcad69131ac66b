import type { Program } from '../gazl/program.ts';
import type { FirmwareSource } from './build-firmware.ts';
import { assembleFirmware } from './build-firmware.ts';
import type { ModuleStore } from './module-store.ts';

/** A full patch that halves its input, with `lines` before the end of every tick. */
export function halvingFirmware(...lines: readonly string[]): FirmwareSource {
	const code = [
		'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2',
		'signal: GLOB *2',
		'process: FUNC',
		'\tPARA *1',
		'$x: LOCi',
		'.tick:\tPEEK $x &signal',
		'\tSHRi $x $x #1',
		'\tPOKE &signal $x',
		...lines,
		'\tCALL ^yield %0 *1',
		'\tGOTO @.tick',
		'',
	].join('\n');
	return { id: 1, name: 'halve', code, config: '', debug: false };
}

/** Its program. */
export function programOf(source: FirmwareSource): Program {
	const assembly = assembleFirmware(source);
	if (!assembly.ok) throw new Error(`line ${assembly.diagnostics[0].line}: ${assembly.diagnostics[0].message}`);
	return assembly.program;
}

/** A store in memory that remembers what was asked of it. */
export class MemoryModuleStore implements ModuleStore {
	readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
	/** Reads that found something. */
	hits = 0;

	async read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
		const bytes = this.kept.get(key);
		if (bytes !== undefined) this.hits += 1;
		return bytes;
	}

	async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		this.kept.set(key, bytes);
	}
}
