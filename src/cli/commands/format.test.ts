import { expect, test } from 'vitest';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, read, write } = workplace();

const ROUGH = 'function   f( ) {\ng( 1,2 ) ;   // caf\u00e9\n}';
const NEAT = 'function f() {\n\tg(1, 2); // caf\u00e9\n}\n';

test('the text goes to standard output byte by byte, the file stays', async () => {
	const file = write('a.impala', ROUGH);
	expect(await p8('format', file)).toEqual({ code: 0, out: NEAT, err: '' });
	expect(read('a.impala').toString('latin1')).toBe(ROUGH);
});

test('--write changes the file, once', async () => {
	const file = write('a.impala', ROUGH);
	expect((await p8('format', file, '--write')).out).toBe('a.impala: changed\n');
	expect(read('a.impala').toString('latin1')).toBe(NEAT);
	expect((await p8('format', file, '--write')).out).toBe('a.impala: nothing to change\n');
});

test('--check only tells', async () => {
	expect(await p8Json('format', write('a.impala', ROUGH), '--check')).toMatchObject({ code: 1, json: { isChanged: true } });
	expect(await p8('format', write('b.impala', NEAT), '--check')).toMatchObject({ code: 0 });
	expect(await p8('format', write('b.impala', NEAT), '--check', '--write')).toMatchObject({ code: 2 });
});

test('a file that cannot be read is left alone', async () => {
	const file = write('broken.impala', 'function f( {\n}\n');
	const { code, out, err } = await p8('format', file, '--write');
	expect({ code, out }).toEqual({ code: 1, out: '' });
	expect(err).toMatch(/^broken\.impala:1:13: error UNEXPECTED: /);
	expect(read('broken.impala').toString('latin1')).toBe('function f( {\n}\n');
});
