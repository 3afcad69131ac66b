/** What a page needs to have firmware profiled and searched, and to show what came of it. */
export type { AdvisedBins, BinAdvice } from '../memory/advice/bin-advisor.ts';
export type { ConfigurationUse, LevelUse } from '../memory/advice/replay-recording.ts';
export type { CycleSums } from '../memory/cost/cycle-account.ts';
export type { Clip } from '../offline/profile/clip-player.ts';
export type { AllocationSite, CacheCounts, FunctionCycles, LineCycles } from '../offline/profile/profile-firmware.ts';
export type { SearchRow } from '../offline/search/render-assignments.ts';
export type { SearchScope } from '../offline/search/search-job.ts';
export { AS_CALLED, MAX_ASSIGNMENTS, SEARCH_LEVELS, type SearchedBuffer } from '../offline/search/search-plan.ts';
export {
	bestFor,
	EXPORT_FORMATS,
	type ExportFormat,
	exportSearch,
	levelsOf,
	levelText,
	type SearchResult,
} from '../offline/search/search-result.ts';
export type { ClipProfile } from './analysis-protocol.ts';
export { AnalysisWorkers, type RunningSearch, type SearchProgress } from './analysis-workers.ts';
