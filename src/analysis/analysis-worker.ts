import { adviseBins } from '../memory/advice/bin-advisor.ts';
import { type Clip, ClipPlayer } from '../offline/profile/clip-player.ts';
import { profileFirmware } from '../offline/profile/profile-firmware.ts';
import { renderAssignments, type SearchRow } from '../offline/search/render-assignments.ts';
import { claimedRows, prepareSearch, type SearchJob } from '../offline/search/search-job.ts';
import type { AnalysisAnswer, AnalysisRequest, ClipProfile } from './analysis-protocol.ts';

/** Time between two reports of progress, milliseconds. */
const REPORT_MS = 100;

/** Kept, as its block of memory is most of what a render costs; made when the first clip comes. */
let player: ClipPlayer | null = null;

function playerOf(): ClipPlayer {
	player ??= new ClipPlayer();
	return player;
}

function profile(clip: Clip, fileLines: Int32Array): ClipProfile {
	const { recording, ...rest } = profileFirmware(clip, (gazlLine) => fileLines[gazlLine] ?? 0);
	const hasHeap = clip.firmware.program.heapWords > 0;
	return { ...rest, advice: hasHeap ? adviseBins(recording, clip.memory.configuration) : null };
}

/** Renders rows and reports them in handfuls, so that the page hears of progress and is not flooded. */
function render(job: SearchJob): void {
	let rows: SearchRow[] = [];
	let reportedMs = performance.now();
	for (const row of renderAssignments(job, claimedRows(job), playerOf())) {
		rows.push(row);
		if (performance.now() - reportedMs < REPORT_MS) continue;
		answer({ rows });
		rows = [];
		reportedMs = performance.now();
	}
	answer({ rows });
	answer({ rendered: true });
}

function answer(message: AnalysisAnswer): void {
	postMessage(message);
}

/** Works off the page's thread: one request at a time. */
addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
	try {
		if ('profile' in data) answer({ profile: profile(data.profile, data.fileLines) });
		else if ('prepare' in data) answer({ job: prepareSearch(playerOf(), data.prepare, data.scope) });
		else render(data.render);
	} catch (reason) {
		answer({ failure: reason instanceof Error ? reason.message : String(reason) });
	}
});
