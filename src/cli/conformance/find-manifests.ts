import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput, fileError } from '../diagnostics.ts';
import { accessFailure, resolvePath } from '../files.ts';
import type { FirmwareManifest } from './firmware.ts';
import type { ErrorManifest } from './gazl-errors.ts';
import type { FuzzManifest } from './gazl-fuzz.ts';
import type { RunManifest } from './gazl-run.ts';
import type { ImpalaErrorManifest } from './impala-errors.ts';

/** What a manifest's contents can be, by kind. */
interface ManifestContents {
	'gazl-run': RunManifest;
	'gazl-fuzz': FuzzManifest;
	'gazl-errors': ErrorManifest;
	firmware: FirmwareManifest;
	'impala-run': RunManifest;
	'impala-errors': ImpalaErrorManifest;
}

/** A manifest with its kind, the folder that it and its programs are in (absolute), and a short name for messages. */
export type Manifest = {
	[Kind in keyof ManifestContents]: {
		readonly kind: Kind;
		readonly contents: ManifestContents[Kind];
		readonly folder: string;
		/** The last two parts of the folder's path, such as `gazl/run`. */
		readonly label: string;
	};
}[keyof ManifestContents];

/** The only names that manifests have. */
const MANIFEST_FILES = ['expected.json', 'cases.json'];

/**
 * Finds the manifests in a folder and below, in the order of their paths. Which corpus a manifest belongs to shows in its
 * structure, and Impala's in the folder `impala` above it.
 *
 * @param path as the user wrote it: a folder, or a manifest itself
 * @throws BadInput when it cannot be read, or when a manifest is no JSON or none that is known
 */
export function findManifests(path: string): Manifest[] {
	const root = resolvePath(path);
	try {
		const files = statSync(root).isDirectory() ? [...manifestFiles(root, new Set())] : [root];
		return files.map(readManifest);
	} catch (failure) {
		throw accessFailure(path, failure);
	}
}

function* manifestFiles(folder: string, visited: Set<string>): Generator<string> {
	// A link may lead back up.
	const realFolder = realpathSync(folder);
	if (visited.has(realFolder)) return;
	visited.add(realFolder);
	const names = readdirSync(folder).sort();
	yield* names.filter((name) => MANIFEST_FILES.includes(name)).map((name) => join(folder, name));
	for (const name of names) {
		const path = join(folder, name);
		if (name !== 'node_modules' && !name.startsWith('.') && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
			yield* manifestFiles(path, visited);
		}
	}
}

function readManifest(path: string): Manifest {
	const folder = dirname(path);
	const above = basename(dirname(folder));
	const place = { folder, label: `${above}/${basename(folder)}` };
	let contents: unknown;
	try {
		contents = JSON.parse(readFileSync(path, 'utf8'));
	} catch (failure) {
		if (!(failure instanceof SyntaxError)) throw failure;
		throw new BadInput(fileError(path, 'BAD_MANIFEST', `This manifest is no JSON: ${failure.message}.`));
	}
	const fields = isRecord(contents) ? contents : {};
	const { cases } = fields;
	const everyCaseHas = (field: string) =>
		Array.isArray(cases) && cases.every((testCase) => isRecord(testCase) && field in testCase);
	if (isRecord(fields.sets) && Array.isArray(fields.firmwares)) {
		return { kind: 'firmware', contents: contents as FirmwareManifest, ...place };
	}
	if (Array.isArray(fields.columns) && Array.isArray(fields.rows)) {
		return { kind: 'gazl-fuzz', contents: contents as FuzzManifest, ...place };
	}
	if (everyCaseHas('steps')) {
		return { kind: above === 'impala' ? 'impala-run' : 'gazl-run', contents: contents as RunManifest, ...place };
	}
	if (everyCaseHas('stage') && everyCaseHas('source')) {
		return { kind: 'impala-errors', contents: contents as ImpalaErrorManifest, ...place };
	}
	if (everyCaseHas('error') && everyCaseHas('source'))
		return { kind: 'gazl-errors', contents: contents as ErrorManifest, ...place };
	throw new BadInput(fileError(path, 'BAD_MANIFEST', 'This is none of the known manifests: run, fuzz, errors or firmware.'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
