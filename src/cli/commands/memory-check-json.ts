import { MEMORY_NATIVES, type MemoryNative } from '../../bridge/memory-natives.ts';
import { type ViolationContext, violationText } from '../../bridge/violation-text.ts';
import { ALLOCATION_KINDS, type Allocation } from '../../memory/checks/allocation-ledger.ts';
import type { AllocationAccount } from '../../memory/checks/allocation-profile.ts';
import type { InUse, LeakReport } from '../../memory/checks/leaks.ts';
import type { Place } from '../../memory/checks/place.ts';
import type { Violation } from '../../memory/checks/violation-list.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';

/** A violation with names and lines of the source, and as the text that is printed without `--json`. */
export function violationJson(violation: Violation, context: ViolationContext) {
	const { row: _, native, parameter, place, buffer, ...rest } = violation;
	const called: MemoryNative | undefined = MEMORY_NATIVES[native];
	return {
		...rest,
		native: called?.name ?? null,
		parameter: called?.parameters[parameter]?.name ?? null,
		place: placeJson(place, context),
		buffer: buffer === null ? null : allocationJson(buffer, context),
		text: violationText(violation, context),
	};
}

/** What is in use, each with its name and where it was allocated. */
export function leaksJson({ inUse, forgotten, sites }: LeakReport, context: ViolationContext) {
	const each = (some: readonly InUse[]) => some.map(({ row: _, ...allocation }) => allocationJson(allocation, context));
	return {
		inUse: each(inUse),
		forgotten: each(forgotten),
		sites: sites.map(({ instruction, allocations, forgotten: lost, words, forgottenWords }) => {
			const [{ kind = '', name = 0 } = {}] = allocations;
			const site = { ...siteJson(instruction, context), kind, name: context.nameOf(name), words, forgottenWords };
			return { ...site, allocations: each(allocations), forgotten: each(lost) };
		}),
	};
}

/** The profile, its places by function and line. */
export function profileJson({ sites, ...counts }: AllocationAccount, context: ViolationContext) {
	return {
		...counts,
		sites: sites.map(({ instruction, kind, name, ...siteCounts }) => {
			const site = siteJson(instruction, context);
			return { ...site, kind: ALLOCATION_KINDS[kind] ?? null, name: context.nameOf(name), ...siteCounts };
		}),
	};
}

/** An allocation; the name is '' for none. */
function allocationJson<Fields extends Omit<Allocation, 'row'>>(allocation: Fields, context: ViolationContext) {
	const { name, level, allocated, freed, ...rest } = allocation;
	return {
		...rest,
		name: context.nameOf(name),
		level: LEVEL_NAMES[level] ?? null,
		allocated: placeJson(allocated, context),
		freed: freed === null ? null : placeJson(freed, context),
	};
}

function placeJson({ instruction, callers, frame }: Place, context: ViolationContext) {
	return { ...siteJson(instruction, context), callers: callers.map((caller) => siteJson(caller, context)), frame };
}

/** Null for the function of what the host did, and for the line of what has none. */
function siteJson(instruction: number, { functionOf, lineOf }: ViolationContext) {
	return { function: functionOf(instruction) || null, line: lineOf(instruction) || null };
}
