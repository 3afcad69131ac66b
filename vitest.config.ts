import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		testTimeout: 120_000,
		hookTimeout: 120_000,
		// By default one core is left alone.
		maxWorkers: 2,
		reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
		projects: [
			{
				// Nothing here keeps anything in a module, so files can share what they import.
				extends: true,
				test: {
					name: 'engine',
					include: [
						'src/{gazl,impala,memory,patch,bridge,offline,cli}/**/*.test.ts',
						'worklet/**/*.test.ts',
						'scripts/**/*.test.ts',
					],
					isolate: false,
				},
			},
			{
				extends: true,
				test: {
					name: 'page',
					// Every file has stores of its own; a thread for it is made sooner than a process.
					pool: 'threads',
					include: ['src/{toolchain,controls,store,panel,workbench,audio}/**/*.test.{ts,tsx}', 'src/*.test.ts'],
				},
			},
		],
	},
});
