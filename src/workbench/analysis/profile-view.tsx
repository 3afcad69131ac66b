import { type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { FunctionCycles, LineCycles } from '../../analysis/analysis.ts';
import { PopupList, PushButton, TabPanel, Tabs } from '../../controls/index.ts';
import { analysisStore } from '../../store/analysis-store.ts';
import { deviceStore } from '../../store/device-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { goToSourceLine } from '../go-to-line.ts';
import heads from '../pane-heads.module.css';
import { AdviceSheet } from './advice-sheet.tsx';
import sheet from './analysis.module.css';
import type { AnalysisHost } from './analysis-host.ts';
import { functionColumns, lineColumns, SITE_COLUMNS, TYPE_COLUMNS } from './profile-columns.ts';
import { SortableTable } from './sortable-table.tsx';
import { SummarySheet } from './summary-sheet.tsx';

/** Lengths of sound to choose from, seconds. */
const SECONDS = ['1', '2', '5', '10'] as const;

const PANES = [
	{ id: 'functions', label: 'Functions' },
	{ id: 'lines', label: 'Lines' },
	{ id: 'sites', label: 'Allocations' },
	{ id: 'types', label: 'Types' },
] as const;

const SHEETS = [
	{ id: 'summary', label: 'Summary' },
	{ id: 'advice', label: 'Bin advice' },
] as const;

type PaneId = (typeof PANES)[number]['id'];
type SheetId = (typeof SHEETS)[number]['id'];

/** Characters of a source line that are shown. */
const LINE_CHARACTERS = 90;

/** How the profile stands, in a sentence. */
function statusText(): { readonly text: string; readonly isWrong: boolean } {
	const { profile, lastProfile } = analysisStore.getState();
	const { firmware } = deviceStore.getState();
	if (profile.phase === 'failed') return { text: profile.problem, isWrong: true };
	if (profile.phase === 'running') {
		return { text: `Playing ${profile.clip.seconds} s of ${profile.clip.sound}, every instruction counted…`, isWrong: false };
	}
	if (lastProfile === null) return { text: '', isWrong: false };
	const { clip } = lastProfile;
	const isOld = firmware?.image.id !== clip.firmware.image.id;
	const of = `${clip.firmware.source.name}, ${clip.seconds} s of ${clip.sound}`;
	return { text: isOld ? `${of}. The firmware has changed since: profile it again.` : of, isWrong: false };
}

/** What a firmware does with cycles and memory: counted off line, on the sound that is chosen. */
export default function ProfileView({ engine }: { readonly engine: AnalysisHost }) {
	const profile = useStore(analysisStore, (state) => state.profile);
	const last = useStore(analysisStore, (state) => state.lastProfile);
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const [seconds, setSeconds] = useState<string>('2');
	const [pane, setPane] = useState<PaneId>('functions');
	const [side, setSide] = useState<SheetId>('summary');
	const { text, isWrong } = statusText();
	return (
		<div className={sheet.view}>
			<div className={sheet.bar}>
				<PopupList
					label="Seconds of sound"
					items={SECONDS.map((id) => ({ id, label: `${id} s` }))}
					selectedId={seconds}
					listWidthPx={80}
					onSelect={setSeconds}
				>
					<CompactTrigger title="sound" choice={`${seconds} s`} />
				</PopupList>
				<PushButton
					variant="small"
					disabled={firmware === null || profile.phase === 'running'}
					onClick={() => void engine.analyst.profile(Number(seconds))}
				>
					Profile
				</PushButton>
				<span role="status" data-wrong={isWrong}>
					{text}
				</span>
			</div>
			{last === null ? (
				<div className={sheet.empty}>
					<p>
						{firmware === null
							? 'The stock CPU has nothing to count.'
							: `Nothing of ${firmware.source.name} has been counted yet.`}
					</p>
					<p>
						A profile plays the chosen sound through the firmware off line, with every instruction and every access of the heap
						counted: what functions and lines cost, who allocates, and which bins would have done. The sound that you hear goes on
						meanwhile.
					</p>
				</div>
			) : (
				<div className={sheet.columns}>
					<div>
						<div className={heads.tabs}>
							<Tabs
								label="Profile"
								idBase="profile"
								tabs={PANES}
								selected={pane}
								onSelect={(id) => setPane(PANES.find((known) => known.id === id)?.id ?? 'functions')}
							/>
						</div>
						<TabPanel idBase="profile" tabId={pane} className={sheet.panel}>
							<ProfileTable key={last.clip.firmware.image.id} pane={pane} last={last} />
						</TabPanel>
					</div>
					<div>
						<div className={heads.tabs}>
							<Tabs
								label="Profile, figures"
								idBase="profile-sheet"
								tabs={SHEETS}
								selected={side}
								onSelect={(id) => setSide(id === 'advice' ? 'advice' : 'summary')}
							/>
						</div>
						<TabPanel idBase="profile-sheet" tabId={side} className={sheet.panel}>
							{side === 'summary' ? (
								<SummarySheet profile={last.result} />
							) : (
								<AdviceSheet host={engine} analysed={last.clip.firmware} advice={last.result.advice} />
							)}
						</TabPanel>
					</div>
				</div>
			)}
		</div>
	);
}

type LastProfile = NonNullable<ReturnType<typeof analysisStore.getState>['lastProfile']>;

function ProfileTable({ pane, last }: { readonly pane: PaneId; readonly last: LastProfile }): ReactNode {
	const { result, clip } = last;
	const { firmware } = clip;
	const seconds = result.frames / result.sampleRate;
	const total = result.cycles.cycles;
	const lines = useMemo(() => firmware.source.code.split('\n'), [firmware]);
	const byFunction = useMemo(() => functionColumns(total, seconds), [total, seconds]);
	const byLine = useMemo(
		() => lineColumns(total, seconds, (line) => (lines[line - 1] ?? '').trim().slice(0, LINE_CHARACTERS)),
		[total, seconds, lines],
	);
	const open = ({ line }: { readonly line: number }): void => goToSourceLine(firmware, line);
	const shareOf = ({ cycles }: { readonly cycles: number }): number => (total > 0 ? cycles / total : 0);
	const byCycles = { column: 'cycles', descending: true };
	switch (pane) {
		case 'functions':
			return (
				<SortableTable<FunctionCycles>
					key={pane}
					label="Cycles by function"
					rows={result.functions}
					columns={byFunction}
					initial={byCycles}
					keyOf={({ name }) => name}
					shareOf={shareOf}
				/>
			);
		case 'lines':
			return (
				<SortableTable<LineCycles>
					key={pane}
					label="Cycles by line"
					rows={result.lines}
					columns={byLine}
					initial={byCycles}
					keyOf={({ line }) => line}
					onOpen={open}
					openTitle="Show the line in the editor"
					shareOf={shareOf}
				/>
			);
		case 'sites':
			return (
				<SortableTable
					key={pane}
					label="Allocations by call"
					rows={result.sites}
					columns={SITE_COLUMNS}
					initial={{ column: 'allocations', descending: true }}
					keyOf={(site) => `${site.function} ${site.line} ${site.kind} ${site.name}`}
					onOpen={open}
					openTitle="Show the call in the editor"
				/>
			);
		case 'types':
			return (
				<SortableTable
					key={pane}
					label="Allocations by type"
					rows={result.types}
					columns={TYPE_COLUMNS}
					initial={{ column: 'created', descending: true }}
					keyOf={({ name }) => name}
				/>
			);
	}
}
