import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import page from '../../vite.config.ts';

/** Serves the pages that only tests open: the engine without a face, and the gallery of controls. */
export default defineConfig({
	...page,
	plugins: [react()],
	root: import.meta.dirname,
	base: '/',
	server: { headers: page.server?.headers ?? {}, fs: { allow: ['../..'] } },
	cacheDir: '../../node_modules/.vite-harness',
});
