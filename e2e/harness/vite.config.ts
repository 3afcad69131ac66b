import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundledBanks } from '../../scripts/banks/bundled-banks.ts';
import page from '../../vite.config.ts';

/** Serves the project for the pages that only tests open: the engine without a face, and the gallery of controls. */
export default defineConfig({
	...page,
	plugins: [react(), bundledBanks()],
	root: join(import.meta.dirname, '../..'),
	base: '/',
	cacheDir: join(import.meta.dirname, '../../node_modules/.vite-harness'),
});
