import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundledBanks } from './scripts/banks/bundled-banks.ts';

/** What a page needs before a browser gives it shared memory. */
const isolationHeaders = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
	base: './',
	plugins: [react(), bundledBanks()],
	server: { headers: isolationHeaders },
	preview: { headers: isolationHeaders },
	worker: { format: 'es' },
	build: { target: 'es2024' },
});
