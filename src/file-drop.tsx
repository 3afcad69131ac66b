import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import styles from './file-drop.module.css';

function carriesFiles(event: DragEvent): boolean {
	return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes files that are dropped anywhere in the window, and shows that it would while they are over it. */
export function FileDrop({ onFiles, children }: { onFiles: (files: readonly File[]) => void; children: ReactNode }) {
	const [over, setOver] = useState(false);
	const take = useEffectEvent((files: readonly File[]) => onFiles(files));

	useEffect(() => {
		const drag = (event: DragEvent) => {
			if (!carriesFiles(event)) return;
			// What is not prevented the browser opens in place of the page.
			event.preventDefault();
			if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
			setOver(true);
		};
		const leave = (event: DragEvent) => {
			// Entering an element leaves its parent; only leaving the window has nowhere to go.
			if (event.relatedTarget === null) setOver(false);
		};
		const drop = (event: DragEvent) => {
			if (!carriesFiles(event)) return;
			event.preventDefault();
			setOver(false);
			take([...(event.dataTransfer?.files ?? [])]);
		};
		window.addEventListener('dragenter', drag);
		window.addEventListener('dragover', drag);
		window.addEventListener('dragleave', leave);
		window.addEventListener('drop', drop);
		return () => {
			window.removeEventListener('dragenter', drag);
			window.removeEventListener('dragover', drag);
			window.removeEventListener('dragleave', leave);
			window.removeEventListener('drop', drop);
		};
	}, []);

	return (
		<>
			{children}
			{over && (
				<div className={styles.target} aria-hidden="true">
					<div className={styles.tray}>
						<span className={styles.title}>Drop to load</span>
						<span>a bank (.p8bank), a firmware (.impala, .gazl) or a sound</span>
					</div>
				</div>
			)}
		</>
	);
}
