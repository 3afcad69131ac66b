import { expect, test } from 'vitest';
import { interpret } from '../../gazl/interpreter.ts';
import { runCorpus } from './corpus.testing.ts';

test('every malformed program is refused with the error of the reference', async () => {
	expect(await runCorpus('gazl/errors', interpret)).toEqual({ cases: 89, failures: [] });
});
