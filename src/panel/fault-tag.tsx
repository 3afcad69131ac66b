import { useState } from 'react';
import { useStore } from 'zustand';
import { deviceStore, type FirmwareFault } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import { workspaceStore } from '../store/workspace.ts';
import styles from './fault-tag.module.css';
import { PlacedArea } from './placed.tsx';

/** File, line and column as far as the fault has them: `echo.gazl:12:3`. */
function faultPlace({ fileName, line, diagnostic }: FirmwareFault): string {
	if (line === 0) return fileName;
	return diagnostic === null ? `${fileName}:${line}` : `${fileName}:${line}:${diagnostic.column}`;
}

/** The service tag that hangs beside the sticker while the firmware has a fault, until it is put away. */
export function FaultTag() {
	const fault = useStore(deviceStore, (state) => state.fault);
	const [putAway, setPutAway] = useState<FirmwareFault | null>(null);
	const hasLine = fault !== null && fault.line > 0;
	const isOfWorkspace = useStore(workspaceStore, (state) => state.files.some((file) => file.name === fault?.fileName));
	const [tab, tabTitle] = isOfWorkspace
		? (['editor', 'Editor'] as const)
		: hasLine
			? (['listing', 'Listing'] as const)
			: (['console', 'Console'] as const);
	return (
		// The region is there before the fault, so that it is announced.
		<div role="alert">
			{fault !== null && fault !== putAway && (
				<PlacedArea area={{ x: 326, y: 4, width: 484, height: 0 }} className={styles.place}>
					<div className={styles.tag}>
						<span className={styles.hole} />
						<span>
							<strong className={styles.title}>{fault.diagnostic === null ? 'Firmware fault' : 'Not built'}</strong>
							<span className={styles.where}>{faultPlace(fault)}</span>
						</span>
						<button type="button" className={styles.close} aria-label="Put the fault away" onClick={() => setPutAway(fault)}>
							<svg viewBox="0 0 10 10" aria-hidden="true">
								<path d="M 1 1 L 9 9 M 9 1 L 1 9" />
							</svg>
						</button>
						<span className={styles.summary}>{fault.diagnostic?.message ?? fault.summary}</span>
						<code className={styles.code}>{fault.lineText}</code>
						<button type="button" className={styles.more} onClick={() => viewStore.setState({ dockTab: tab })}>
							{tabTitle}
						</button>
					</div>
				</PlacedArea>
			)}
		</div>
	);
}
