import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BundledBank, fetchBundledSource } from './catalogue.ts';

const BANK: BundledBank = { title: 'Echo', file: 'echo.p8bank', about: 'Repeats.', source: 'echo.impala' };
const BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

const server = createServer(({ url }, response) => {
	response.writeHead(url === '/base/firmware/echo.impala' ? 200 : 404).end(BYTES);
});
let baseUrl = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
});
afterAll(() => server.close());

test('the source of a bundled bank comes with one character for each of its bytes', async () => {
	const source = await fetchBundledSource(baseUrl, BANK);
	expect(Array.from(source, (character) => character.charCodeAt(0))).toEqual([...BYTES]);
});

test('a source that is not there is named with what to do', async () => {
	await expect(fetchBundledSource(baseUrl, { ...BANK, source: 'gone.impala' })).rejects.toThrow(
		/firmware\/gone\.impala cannot be fetched \(404\)\. Reload the page\./,
	);
});
