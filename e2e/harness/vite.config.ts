import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import page from '../../vite.config.ts';

const project = join(import.meta.dirname, '../..');

/** Builds and serves the pages that only tests open: the engine without a face, and the gallery of controls. */
export default defineConfig({
	...page,
	plugins: [react()],
	root: project,
	base: '/',
	build: {
		...page.build,
		outDir: join(project, 'node_modules/.harness'),
		emptyOutDir: true,
		copyPublicDir: false,
		rolldownOptions: {
			input: ['e2e/harness/index.html', 'src/controls/gallery/gallery.html'].map((path) => join(project, path)),
		},
	},
});
