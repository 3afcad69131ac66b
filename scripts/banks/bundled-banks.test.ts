import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createLogger, createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { bundledBanks } from './bundled-banks.ts';
import { packBanks } from './own-banks.ts';
import { FIRMWARE_FOLDER, FirmwareFault } from './own-firmware.ts';

const FAULT = new FirmwareFault('public/firmware/wrong.impala', [{ line: 3, column: 7, code: 'UNEXPECTED', message: 'No.' }]);
const fail = (): never => {
	throw FAULT;
};

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** A page of one script, and what Vite needs to know of it. */
function pageConfig(pack = packBanks): InlineConfig {
	const root = mkdtempSync(join(tmpdir(), 'p8-page-'));
	cleanUps.push(() => rmSync(root, { recursive: true }));
	writeFileSync(join(root, 'index.html'), '<script type="module" src="main.js"></script>');
	writeFileSync(join(root, 'main.js'), 'console.log(1);');
	return { root, configFile: false, logLevel: 'silent', publicDir: false, plugins: [bundledBanks(pack)] };
}

/** A server of such a page, on a port that is free. */
async function serve(config: InlineConfig): Promise<{ server: ViteDevServer; url: string }> {
	const server = await createServer({ ...config, server: { port: 0, host: '127.0.0.1' }, optimizeDeps: { noDiscovery: true } });
	cleanUps.push(() => server.close());
	await server.listen();
	const [url = ''] = server.resolvedUrls?.local ?? [];
	return { server, url };
}

test('a build has the banks and their listing as files', async () => {
	const result = await build({ ...pageConfig(), build: { write: false } });
	if (Array.isArray(result) || !('output' in result)) throw new Error('one output was expected');
	const files = new Map(result.output.map((file) => [file.fileName, file.type === 'asset' ? file.source : '']));
	for (const [name, bytes] of packBanks()) expect(Buffer.from(files.get(`banks/${name}`) ?? []).equals(bytes)).toBe(true);
});

test('a build fails with the place of the fault', async () => {
	await expect(build({ ...pageConfig(fail), build: { write: false } })).rejects.toThrow(FAULT.message);
});

test('a server has the banks in memory and makes them anew when a source has changed', async () => {
	let packed = 0;
	const pack = () => new Map([['count.json', Buffer.from(String(++packed))]]);
	const { server, url } = await serve(pageConfig(pack));
	const read = async (name: string) => await fetch(`${url}banks/${name}`);
	const first = await read('count.json');
	expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([200, 'application/json', '1']);
	expect(await (await read('count.json')).text()).toBe('1');
	server.watcher.emit('all', 'change', join(FIRMWARE_FOLDER, 'tape-echo.impala'));
	expect(await (await read('count.json?t=1')).text()).toBe('2');
	expect(packed).toBe(2);
	expect((await read('none.p8bank')).status).toBe(404);
});

test('a server names the fault of a source on its console and to who asks, and has the banks again when it is gone', async () => {
	let broken = true;
	const pack = () => (broken ? fail() : new Map([['a.p8bank', Buffer.from('bank')]]));
	const logged: string[] = [];
	const customLogger = { ...createLogger('silent'), error: (message: string) => void logged.push(message) };
	const { url } = await serve({ ...pageConfig(pack), customLogger });
	const refused = await fetch(`${url}banks/a.p8bank`);
	expect([refused.status, await refused.text()]).toEqual([500, FAULT.message]);
	expect(logged).toEqual([FAULT.message]);
	broken = false;
	expect(await (await fetch(`${url}banks/a.p8bank`)).text()).toBe('bank');
});
