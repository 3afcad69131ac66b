import { expect, test } from 'vitest';
import { EXECUTORS } from '../executors.ts';
import { runCorpus } from './corpus.testing.ts';

test.for(Object.entries(EXECUTORS))('every program of impala/run does what the reference does (%s)', async ([, executor]) => {
	expect(await runCorpus('impala/run', executor)).toEqual({ cases: 96, failures: [] });
});
