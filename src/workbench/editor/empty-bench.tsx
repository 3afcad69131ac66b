import { useStore } from 'zustand';
import { PushButton } from '../../controls/index.ts';
import { catalogueStore } from '../../store/catalogue.ts';
import { deviceStore } from '../../store/device-store.ts';
import { TEMPLATES } from '../../store/templates.ts';
import { openFromDisk } from '../../store/workspace-disk.ts';
import styles from './empty-bench.module.css';
import { BANK_ID, EMPTY_FILES, newFile, PLAYING_ID } from './new-file.ts';

interface Beginning {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
}

function Cards({ label, cards }: { readonly label: string; readonly cards: readonly Beginning[] }) {
	return (
		<section aria-label={label}>
			<h2 className={styles.heading}>{label}</h2>
			<ul className={styles.cards}>
				{cards.map(({ id, title, summary }) => (
					<li key={id}>
						<button type="button" className={styles.card} onClick={() => void newFile(id)}>
							<span>{title}</span>
							<span className={styles.summary}>{summary}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

/** In place of a text when no file is open: what one can begin with. */
export function EmptyBench() {
	const playing = useStore(deviceStore, (state) => state.firmware?.source.name ?? null);
	const banks = useStore(catalogueStore, (state) => state.banks);
	return (
		<div className={styles.bench}>
			<div>
				<p className={styles.title}>Write firmware and hear it while you write.</p>
				<div className={styles.keys}>
					{playing !== null && (
						<PushButton variant="small" onClick={() => void newFile(PLAYING_ID)}>
							Open the source of {playing}
						</PushButton>
					)}
					<PushButton variant="small" onClick={() => void openFromDisk()}>
						Open from disk
					</PushButton>
				</div>
				<p className={styles.hint}>A .impala or .gazl file can also be dropped anywhere on the page.</p>
			</div>
			<div className={styles.beginnings}>
				<Cards label="Templates" cards={[...TEMPLATES, ...EMPTY_FILES]} />
				<Cards
					label="Sources of the banks"
					cards={banks.map(({ file, title, about }) => ({ id: BANK_ID + file, title, summary: about }))}
				/>
			</div>
		</div>
	);
}
