import type { BinAdvice } from '../memory/advice/bin-advisor.ts';
import type { Clip } from '../offline/profile/clip-player.ts';
import type { FirmwareProfile } from '../offline/profile/profile-firmware.ts';
import type { SearchRow } from '../offline/search/render-assignments.ts';
import type { SearchJob, SearchScope } from '../offline/search/search-job.ts';

/** A profile as a page gets it: without the recording, from which the advice was made. */
export interface ClipProfile extends Omit<FirmwareProfile, 'recording'> {
	/** Null for a firmware without a heap. */
	readonly advice: BinAdvice | null;
}

/** What a page asks an analysis worker for. */
export type AnalysisRequest =
	/** To profile a clip; `fileLines` has the line of the author's file for each line of the program's GAZL, 0 for none. */
	| { readonly profile: Clip; readonly fileLines: Int32Array }
	/** To learn what there is to search, and plan it. */
	| { readonly prepare: Clip; readonly scope: SearchScope }
	/** To render rows of a search until there are none left. */
	| { readonly render: SearchJob };

/** What a worker answers. To `render` it answers rows, again and again, and in the end that it is through. */
export type AnalysisAnswer =
	| { readonly profile: ClipProfile }
	| { readonly job: SearchJob }
	| { readonly rows: readonly SearchRow[] }
	| { readonly rendered: true }
	/** A sentence for people. */
	| { readonly failure: string };
