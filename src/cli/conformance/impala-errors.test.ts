import { expect, test } from 'vitest';
import { chooseExecutor } from '../executors.ts';
import { runCorpus } from './corpus.testing.ts';

test('every source of impala/errors is rejected in the line at fault', async () => {
	expect(await runCorpus('impala/errors', chooseExecutor())).toEqual({ cases: 72, failures: [] });
});
