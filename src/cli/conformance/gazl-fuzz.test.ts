import { expect, test } from 'vitest';
import { EXECUTORS } from '../executors.ts';
import { runCorpus } from './corpus.testing.ts';

test.for(Object.entries(EXECUTORS))(
	'every random program ends as on the reference, whole, cut and in slices (%s)',
	async ([, executor]) => {
		expect(await runCorpus('gazl/fuzz', executor)).toEqual({ cases: 300, failures: [] });
	},
);
