import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['src/**/*.test.{ts,tsx}', 'worklet/**/*.test.ts', 'scripts/**/*.test.ts'],
		testTimeout: 120_000,
		reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
	},
});
