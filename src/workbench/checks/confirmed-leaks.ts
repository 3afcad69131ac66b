import type { LeakReport, SiteInUse } from '../../memory/checks/leaks.ts';

/**
 * What two looks both call forgotten, as the second one found it. While a firmware is at work a pointer may be on its way from one word to
 * another when it is looked at; some frames later it has arrived.
 */
export function confirmedLeaks(before: LeakReport, now: LeakReport): LeakReport {
	const suspects = new Set(before.forgotten.map(({ serial }) => serial));
	const sites = now.sites.map((site) => confirmedSite(site, suspects));
	return {
		inUse: now.inUse.map((allocation) => ({
			...allocation,
			isForgotten: allocation.isForgotten && suspects.has(allocation.serial),
		})),
		forgotten: now.forgotten.filter(({ serial }) => suspects.has(serial)),
		sites,
	};
}

function confirmedSite(site: SiteInUse, suspects: ReadonlySet<number>): SiteInUse {
	const forgotten = site.forgotten.filter(({ serial }) => suspects.has(serial));
	return {
		...site,
		allocations: site.allocations.map((allocation) => ({
			...allocation,
			isForgotten: allocation.isForgotten && suspects.has(allocation.serial),
		})),
		forgotten,
		forgottenWords: forgotten.reduce((sum, { askedWords }) => sum + askedWords, 0),
	};
}
