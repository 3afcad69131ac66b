import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { main } from './main.ts';

/** What one use of `p8` came to. */
export interface Usage {
	readonly code: number;
	/** Standard output, one char per byte. */
	readonly out: string;
	readonly err: string;
}

/** A folder of its own in which the tests of a file use `p8`. */
export interface Workplace {
	readonly folder: string;
	/** Runs the command line with the folder as the user's. */
	p8(...words: string[]): Promise<Usage>;
	/** The same with `--json`; the parsed output. */
	p8Json(...words: string[]): Promise<Usage & { readonly json: Readonly<Record<string, unknown>> }>;
	/** Puts a file into the folder and returns its name. */
	write(name: string, content: string | Uint8Array): string;
	read(name: string): Buffer;
}

/** Makes a folder before the tests of the calling file and removes it after them. */
export function workplace(): Workplace {
	const folder = mkdtempSync(join(tmpdir(), 'p8-'));
	beforeAll(() => void vi.stubEnv('INIT_CWD', folder));
	afterAll(() => {
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true });
	});
	const p8 = async (...words: string[]): Promise<Usage> => {
		let out = '';
		let err = '';
		const code = await main(words, {
			out: (text) => {
				out += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
			},
			err: (text) => {
				err += text;
			},
		});
		return { code, out, err };
	};
	return {
		folder,
		p8,
		async p8Json(...words) {
			const usage = await p8(...words, '--json');
			return { ...usage, json: JSON.parse(usage.out) };
		},
		write(name, content) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), content, 'latin1');
			return name;
		},
		read: (name) => readFileSync(join(folder, name)),
	};
}
