import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../fonts.ts';
import '../tokens.css';
import { PushButton } from '../index.ts';
import styles from './gallery.module.css';
import { HardwareBench } from './hardware-bench.tsx';
import { WorkbenchBench } from './workbench-bench.tsx';

/** Every control in every state that matters, in either theme (`?theme=daylight` begins with that one). */
function Gallery() {
	const [theme, setTheme] = useState(new URLSearchParams(location.search).get('theme') ?? 'dark');
	document.documentElement.dataset.theme = theme;
	return (
		<main className={styles.page}>
			<header className={styles.head}>
				<h1 className={styles.title}>Controls</h1>
				<PushButton variant="small" onClick={() => setTheme(theme === 'dark' ? 'daylight' : 'dark')}>
					{theme === 'dark' ? 'Daylight' : 'Dark'}
				</PushButton>
			</header>
			<HardwareBench />
			<WorkbenchBench />
		</main>
	);
}

const root = document.getElementById('root');
if (!root) throw new Error('gallery.html has no element with id "root".');
createRoot(root).render(
	<StrictMode>
		<Gallery />
	</StrictMode>,
);
