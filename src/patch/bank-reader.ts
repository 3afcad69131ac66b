/** Reading a bank file: what its entries mean, what is wrong with them, and what to remember for the writer (device.md 5). */
import type { Bank, BankSource, ProgramSource } from './bank.ts';
import { type BankDiagnostic, bankDiagnostic, MAX_FILE_BYTES, MAX_LINES } from './bank-diagnostics.ts';
import { escapeString } from './bank-strings.ts';
import { type BankBlock, type BankEntry, parseBankSyntax } from './bank-syntax.ts';
import { EntryReader } from './entry-reader.ts';
import { readFirmware } from './firmware-reader.ts';
import { defaultProgram, isSlot, type Program, SLOTS, type Slot } from './program.ts';
import { readProgram } from './program-reader.ts';

/** A bank and what to say about it. `bank` is null exactly when one of the diagnostics is an error. They are in the order of the file. */
export interface BankReading {
	readonly bank: Bank | null;
	readonly diagnostics: readonly BankDiagnostic[];
}

/**
 * Reads a `.p8bank` file of either version from its bytes, or from a string with one char (Latin-1) per byte. Never
 * throws; takes time linear in the size of the file, which may be up to 4 MiB.
 */
export function readBank(file: Uint8Array | string): BankReading {
	if (file.length > MAX_FILE_BYTES)
		return failed(bankDiagnostic('FILE_TOO_LARGE', { line: 1, column: 1 }, { bytes: file.length }));
	const text = typeof file === 'string' ? file : latin1Text(file);
	const obstacle = findObstacle(text);
	if (obstacle) return failed(obstacle);
	const syntax = parseBankSyntax(text);
	if ('failure' in syntax) return failed(syntax.failure);
	const reader = new EntryReader(syntax.header.key === 'Permut8BankV1' ? 1 : 2);
	const bank = readFile(reader, syntax.header);
	const diagnostics = reader.diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column);
	return { bank: diagnostics.some(({ severity }) => severity === 'error') ? null : bank, diagnostics };
}

function failed(diagnostic: BankDiagnostic): BankReading {
	return { bank: null, diagnostics: [diagnostic] };
}

/** Bytes per call of `String.fromCharCode`, which takes its arguments on the stack. */
const BYTES_PER_PIECE = 8192;

function latin1Text(bytes: Uint8Array): string {
	let text = '';
	for (let start = 0; start < bytes.length; start += BYTES_PER_PIECE) {
		// Not spread: that would iterate over the bytes, at ten times the cost.
		text += Reflect.apply(String.fromCharCode, null, bytes.subarray(start, start + BYTES_PER_PIECE));
	}
	return text;
}

/** The first thing in a text that rules out that it is a bank, whatever its structure. */
function findObstacle(text: string): BankDiagnostic | null {
	let line = 1;
	let lineStart = 0;
	for (let offset = 0; offset < text.length; offset++) {
		const code = text.charCodeAt(offset);
		if (code === 0x0a) {
			line++;
			lineStart = offset + 1;
			if (line > MAX_LINES && lineStart < text.length) return bankDiagnostic('TOO_MANY_LINES', { line, column: 1 }, {});
		} else if (code === 0) {
			return bankDiagnostic('NUL_BYTE', { line, column: offset - lineStart + 1 }, {});
		} else if (code > 0xff) {
			const found = String.fromCodePoint(text.codePointAt(offset) ?? code);
			return bankDiagnostic(
				'NOT_LATIN_1',
				{ line, column: offset - lineStart + 1 },
				{ found, escape: escapeString(found, 2, 'escape') },
			);
		}
	}
	return null;
}

const FILE_KEYS: ReadonlyMap<string, 'currentProgram' | 'programs' | 'firmware' | 'logo' | 'about'> = new Map([
	['CurrentProgram', 'currentProgram'],
	['Current Program', 'currentProgram'],
	['Programs', 'programs'],
	['Firmware', 'firmware'],
	['Logo', 'logo'],
	['About', 'about'],
]);

/** The bank, as good as it can be had; it counts only if no error was reported. */
function readFile(reader: EntryReader, header: BankEntry & { readonly value: BankBlock }): Bank {
	const { known, unknown } = reader.sortEntries(header.value, FILE_KEYS, 'the bank', '');
	const currentProgram = readCurrentProgram(reader, known.get('currentProgram'));
	const programs = readPrograms(reader, known.get('programs'), header);
	const firmwareEntry = known.get('firmware');
	const outside = [known.get('logo'), known.get('about')].filter((entry) => entry !== undefined);
	const firmware = firmwareEntry && readFirmware(reader, firmwareEntry, outside);
	const ownerless = firmwareEntry ? [] : outside.flatMap((entry) => reader.keepUnknown(entry, 'a bank without firmware', ''));
	const source: BankSource = {
		version: reader.version,
		...reader.spellings(),
		programs: programs.map((read) => read.source),
		unknownEntries: [...unknown, ...ownerless],
		...(firmware && { firmware: firmware.source }),
	};
	return {
		version: reader.version,
		currentProgram,
		programs: programs.map((read) => read.program),
		...(firmware && { firmware: firmware.firmware }),
		source,
	};
}

function readCurrentProgram(reader: EntryReader, entry: BankEntry | undefined): Slot {
	const text = entry && reader.readText(entry, entry.key);
	if (!text) return 'A0';
	if (isSlot(text.text)) return text.text;
	reader.report('BAD_CURRENT_PROGRAM', text, { found: text.text }, entry.key);
	return 'A0';
}

interface ReadProgram {
	readonly program: Program;
	readonly source: ProgramSource;
}

const MISSING_PROGRAM: ReadProgram = { program: defaultProgram(), source: { texts: {}, absent: [], unknownEntries: [] } };

function readPrograms(reader: EntryReader, entry: BankEntry | undefined, header: BankEntry): readonly ReadProgram[] {
	if (!entry) reader.report('MISSING_PROGRAMS', header, {}, 'Programs');
	const block = entry && reader.readBlock(entry, entry.key);
	if (!block) return [];
	const bySlot = sortSlots(reader, block);
	if (bySlot.size < SLOTS.length) {
		const missing = SLOTS.filter((slot) => !bySlot.has(slot)).join(' ');
		reader.report('FEWER_PROGRAMS', entry, { count: bySlot.size, missing }, entry.key);
	}
	return SLOTS.map((slot) => {
		const programEntry = bySlot.get(slot);
		const programBlock = programEntry && reader.readBlock(programEntry, slot);
		return programBlock ? readProgram(reader, slot, programBlock) : MISSING_PROGRAM;
	});
}

function sortSlots(reader: EntryReader, block: BankBlock): ReadonlyMap<Slot, BankEntry> {
	const bySlot = new Map<Slot, BankEntry>();
	for (const item of block.items) {
		if (item.kind !== 'entry') {
			reader.report(
				'WRONG_SHAPE',
				item,
				{ subject: `The text "${item.literal}"`, expected: 'a program, `A0: { … }`' },
				'Programs',
			);
			continue;
		}
		if (!isSlot(item.key)) {
			reader.report('UNKNOWN_SLOT', item, { found: item.key }, 'Programs');
			continue;
		}
		const earlier = bySlot.get(item.key);
		if (earlier) reader.report('DUPLICATE_SLOT', item, { slot: item.key, first: earlier.line }, item.key);
		else bySlot.set(item.key, item);
	}
	return bySlot;
}
