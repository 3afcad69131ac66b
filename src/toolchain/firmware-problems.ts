/** Why a program is no firmware, said to somebody who writes Impala. */

import { type FirmwareProblem, PATCH_FORMATS } from '../bridge/firmware-interface.ts';
import type { HostNames } from '../gazl/services/host-names.ts';

/** What is wrong, what to declare, and the name in the source that shows it, the first that is there. */
interface ProblemText {
	readonly says: string;
	/** A name of the host whose declaration mends it. */
	readonly declare: string;
	readonly at: readonly string[];
}

const PROBLEMS: Readonly<Record<FirmwareProblem['code'], ProblemText>> = {
	NO_PATCH_FORMAT: {
		says: 'This is no firmware yet: PRAWN_FIRMWARE_PATCH_FORMAT is not defined.',
		declare: 'PRAWN_FIRMWARE_PATCH_FORMAT',
		at: [],
	},
	UNSUPPORTED_PATCH_FORMAT: {
		says: `This host knows only the patch formats ${PATCH_FORMATS.join(', ')}.`,
		declare: 'PRAWN_FIRMWARE_PATCH_FORMAT',
		at: ['PRAWN_FIRMWARE_PATCH_FORMAT'],
	},
	NO_ENTRY_POINT: {
		says: 'This is no firmware yet: it defines none of process, operate1 and operate2, which the host calls for every frame.',
		declare: 'process',
		at: [],
	},
	NO_SIGNAL: {
		says: 'A firmware with process() takes its input from the global array signal of 2 words, and puts its output there.',
		declare: 'signal',
		at: ['signal', 'process'],
	},
	NO_POSITIONS: {
		says: 'A firmware with operate1() or operate2() changes the global array positions of 2 words.',
		declare: 'positions',
		at: ['positions', 'operate1', 'operate2'],
	},
};

/** What is wrong, the Impala to write, and the names in the source that show it, the first that is there. */
export function impalaProblem(
	code: FirmwareProblem['code'],
	host: HostNames,
): { readonly says: string; readonly remedy: string; readonly at: readonly string[] } {
	const { says, declare, at } = PROBLEMS[code];
	const declaration = host.get(declare);
	const lines = (declaration?.kind === 'function' ? `${declaration.impala} { }` : declaration?.impala) ?? declare;
	return { says, remedy: `Write ${lines}.`, at };
}
