import { expect, test } from 'vitest';
import { EXECUTORS } from '../executors.ts';
import { runCorpus } from './corpus.testing.ts';

test.for(Object.entries(EXECUTORS))(
	'every firmware sounds and costs as on the reference with every setting (%s)',
	async ([, executor]) => {
		expect(await runCorpus('firmware', executor)).toEqual({ cases: 60, failures: [] });
	},
);
