import type { Section } from '../section.ts';
import { warmUpAsThePage } from '../warm-up.ts';
import { benchAllocators } from './bench-allocators.ts';
import { benchForms } from './bench-forms.ts';
import { benchAllocation, benchSearch } from './bench-processes.ts';

/** `memory`: what allocating, watching and searching cost (specification: memory, section 10). */
export const MEMORY_SECTION: Section = {
	name: 'memory',
	summary: 'ADIalloc against AssemblyScript’s TLSF and others; forms that count or check; bytes allocated; level search',
	async measure() {
		const allocators = await benchAllocators();
		warmUpAsThePage();
		const forms = benchForms();
		const allocation = await benchAllocation();
		const search = await benchSearch();
		const parts = { allocators, forms, allocation, search };
		return {
			text: Object.values(parts)
				.map(({ text }) => text)
				.join('\n\n'),
			figures: Object.fromEntries(Object.entries(parts).map(([name, { figures }]) => [name, figures])),
		};
	},
};
