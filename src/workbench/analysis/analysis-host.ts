import type { SearchScope } from '../../analysis/analysis.ts';
import type { HeapConfiguration } from '../../memory/heap/heap-configuration.ts';
import type { EditorHost } from '../editor/source-document.ts';

/** What profile and search need of the instrument around them. */
export interface AnalysisHost extends EditorHost {
	/** See `Analyst`; what comes of it stands in the analysis store. */
	readonly analyst: {
		profile(seconds: number): Promise<void>;
		search(seconds: number, scope: SearchScope): Promise<void>;
		cancelSearch(): void;
	};
	configureMemory(configuration: HeapConfiguration): void;
	/** Puts buffers into levels; the firmware that plays begins anew. */
	assignLevels(levels: Readonly<Record<string, number>>): void;
}
