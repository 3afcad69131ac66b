/** Where the records of a checked build lie: one layout for the audio thread, which writes them, and for all who read them. */

import { AllocationLedger } from '../memory/checks/allocation-ledger.ts';
import { AllocationLog } from '../memory/checks/allocation-log.ts';
import { PROFILE } from '../memory/checks/allocation-profile.ts';
import { BufferNames } from '../memory/checks/buffer-names.ts';
import { ViolationList } from '../memory/checks/violation-list.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';
import { layTables } from './region-tables.ts';

/** How much of each kind is kept. */
export const CHECK_LIMITS = {
	/** A power of two. */
	names: 256,
	/** Allocations that something is known of, live and past. */
	allocations: 4096,
	violations: 256,
	/** Records of the log. */
	logRecords: 8192,
} as const;

/** The words in front of all tables. */
export const CHECKS_HEADER = {
	/** Id of the firmware that the tables belong to, 0 while there is no checked one. */
	firmware: 0,
	/** Full checks that were asked for, and those that are through. */
	sweepsBegun: 1,
	sweepsDone: 2,
	/** Damaged places that the last full check has found. */
	sweepFound: 3,
	/** Frames of `STACK` that had words in them. */
	frames: 4,
	words: 16,
} as const;

const TABLES = {
	header: CHECKS_HEADER.words,
	names: BufferNames.tableWords(CHECK_LIMITS.names),
	ledger: AllocationLedger.tableWords(CHECK_LIMITS.allocations),
	violations: ViolationList.tableWords(CHECK_LIMITS.violations),
	log: AllocationLog.tableWords(CHECK_LIMITS.logRecords),
	profile: PROFILE.words,
} as const;

/** A part of the region `checks N`. */
export type ChecksTableName = keyof typeof TABLES;

const LAID = layTables<ChecksTableName>(TABLES);

/** Words of the region `checks N`. */
export const CHECKS_WORDS = LAID.words;

/** Words of the region `shadow N`: one for each of the heap, the first for word `HEAP_START` of memory. */
export const SHADOW_WORDS = HEAP_END - HEAP_START;

/** A view of one table in a region `checks N`. Makes an object: not for the audio thread while it renders. */
export function checksTable(region: Int32Array, name: ChecksTableName): Int32Array {
	const { at, words } = LAID.places[name];
	return region.subarray(at, at + words);
}
