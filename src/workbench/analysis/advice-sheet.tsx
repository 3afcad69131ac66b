import { useStore } from 'zustand';
import type { AdvisedBins, BinAdvice, ConfigurationUse } from '../../analysis/analysis.ts';
import { PushButton } from '../../controls/index.ts';
import { type BuiltFirmware, deviceStore } from '../../store/device-store.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { grouped } from '../word-format.ts';
import styles from './advice-sheet.module.css';
import sheet from './analysis.module.css';
import type { AnalysisHost } from './analysis-host.ts';
import { otherFirmwareText } from './clip-firmware.ts';

interface Choice {
	readonly title: string;
	readonly meaning: string;
	readonly use: ConfigurationUse;
	/** Null for the bins of today. */
	readonly bins: AdvisedBins | null;
}

function choicesOf({ today, least, direct }: BinAdvice): readonly Choice[] {
	return [
		{ title: 'Today', meaning: 'The bins that are set.', use: today, bins: null },
		...(least === null
			? []
			: [
					{
						title: 'Least words',
						meaning: least.isProvenLeast
							? 'The fewest words that serve every request; proven.'
							: 'The fewest words that were found to serve every request.',
						use: least.use,
						bins: least,
					},
				]),
		...(direct === null
			? []
			: [
					{
						title: 'Direct',
						meaning: 'A chunk of its own bin for every request, in the level that it wants.',
						use: direct.use,
						bins: direct,
					},
				]),
	];
}

function binsText({ configuration }: AdvisedBins): string {
	return (['L1', 'L2', 'Lext'] as const)
		.map((level) => {
			const bins = configuration.levels[level].bins.filter(({ chunks }) => chunks > 0);
			return `${level} ${bins.length === 0 ? 'none' : bins.map(({ words, chunks }) => `${chunks}×${words}`).join(' ')}`;
		})
		.join(' · ');
}

/** The bins that would have served what was recorded, next to those that are set; one press applies them. */
export function AdviceSheet(props: {
	readonly host: AnalysisHost;
	/** The firmware that was profiled. */
	readonly analysed: BuiltFirmware;
	readonly advice: BinAdvice | null;
}) {
	const { host, analysed, advice } = props;
	const configuration = useStore(memoryStore, (state) => state.configuration);
	const other = useStore(deviceStore, ({ firmware }) => otherFirmwareText(analysed, firmware, 'these bins are'));
	if (advice === null) {
		return (
			<div className={sheet.sheet}>
				<p>{analysed.source.name} asks for no heap, so there is nothing to cut into bins.</p>
			</div>
		);
	}
	const choices = choicesOf(advice);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys.
		<section className={sheet.sheet} aria-label="Bin advice" tabIndex={0}>
			<table className={styles.advice} aria-label="Bins for what was recorded">
				<thead>
					<tr>
						<th scope="col">bins</th>
						<th scope="col">words reserved</th>
						<th scope="col">wasted</th>
						<th scope="col">fell through</th>
						<th scope="col">failed</th>
						<th scope="col">never used</th>
						<td />
					</tr>
				</thead>
				<tbody>
					{choices.map(({ title, meaning, use, bins }) => (
						<tr key={title}>
							<th scope="row">
								{title}
								<small>{meaning}</small>
								{bins !== null && <small className={styles.bins}>{binsText(bins)}</small>}
							</th>
							<td>{grouped(use.reservedWords)}</td>
							<td>{grouped(use.wastedWords)}</td>
							<td>{grouped(use.fellThrough)}</td>
							<td data-alarm={use.failed > 0}>{grouped(use.failed)}</td>
							<td>{use.levels.reduce((sum, { unusedBins }) => sum + unusedBins.length, 0)}</td>
							<td>
								{bins !== null && (
									<PushButton
										variant="small"
										disabled={configuration === bins.configuration || other !== ''}
										label={`Apply the bins “${title}”`}
										onClick={() => host.configureMemory(bins.configuration)}
									>
										{configuration === bins.configuration ? 'Applied' : 'Apply'}
									</PushButton>
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{other !== '' && <p className={sheet.other}>{other}</p>}
			<p>
				{choices.length === 1
					? 'No bins were found that would have served every request of this run. Make a level larger in the set-up of the heap, or ask for less.'
					: 'Waste is what is reserved less the most words that were asked for at a time. Applying bins begins the firmware anew; “Default” in the set-up of the heap goes back.'}
			</p>
		</section>
	);
}
