import { sep } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import { packBanks } from './own-banks.ts';
import { FIRMWARE_FOLDER, FirmwareFault } from './own-firmware.ts';

/** Where the page finds the banks, below its base. */
const FOLDER = 'banks/';

/**
 * Compiles the firmwares in `public/firmware` and packs them into the banks of `OWN_BANKS`: a build gets them as files, and fails where
 * a source is faulty; a server has them in memory, and makes them anew when a source has changed. Definitions of banks are imported
 * by Vite's configuration, so a server starts again by itself when one changes.
 *
 * @param pack makes the files by name; throws a FirmwareFault where a source is faulty
 */
export function bundledBanks(pack = packBanks): Plugin {
	return {
		name: 'bundled-banks',
		generateBundle() {
			for (const [file, source] of pack()) this.emitFile({ type: 'asset', fileName: FOLDER + file, source });
		},
		configureServer: (server) => serveBanks(server, pack),
	};
}

function serveBanks({ middlewares, watcher, config }: ViteDevServer, pack: typeof packBanks): void {
	let packed: ReturnType<typeof pack> | null = null;
	watcher.on('all', (_, path) => {
		if (path.startsWith(FIRMWARE_FOLDER + sep)) packed = null;
	});
	middlewares.use(config.base + FOLDER, (request, response, next) => {
		try {
			packed ??= pack();
		} catch (reason) {
			if (!(reason instanceof FirmwareFault)) return next(reason);
			config.logger.error(reason.message);
			response.writeHead(500, { 'Content-Type': 'text/plain' }).end(reason.message);
			return;
		}
		const name = new URL(request.url ?? '', 'http://localhost').pathname.slice(1);
		const bytes = packed.get(decodeURIComponent(name));
		if (bytes === undefined) {
			response.writeHead(404).end();
			return;
		}
		const type = name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
		response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(bytes);
	});
}
