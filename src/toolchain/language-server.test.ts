import { describe, expect, test } from 'vitest';
import type { LanguageDocument, LanguageReply } from './language-protocol.ts';
import { LanguageServer } from './language-server.ts';

/** What is said of one text. */
function reportOf(language: LanguageDocument['language'], text: string) {
	const server = new LanguageServer();
	server.tell({ open: { id: 'a', language, text }, version: 1 });
	server.tell({ number: 1, document: 'a', version: 1, question: { ask: 'report' } });
	const reply = server.answerNext();
	if (!reply || 'failure' in reply || !reply.answer || !('outline' in reply.answer)) throw new Error('There is no report.');
	return reply.answer;
}
const faultsOf = (language: LanguageDocument['language'], text: string) =>
	reportOf(language, text).diagnostics.map(({ code, severity, from, to }) => [code, severity, text.slice(from, to)]);

const FIRMWARE = [
	'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2',
	'extern native yield',
	'global array signal[2]',
	'function process() { loop yield(); }',
];

describe('an Impala document', () => {
	test('that is a firmware has no faults, and an outline', () => {
		const { diagnostics, outline } = reportOf('impala', FIRMWARE.join('\n'));
		expect(diagnostics).toEqual([]);
		expect(outline.map(({ name }) => name)).toEqual(['PRAWN_FIRMWARE_PATCH_FORMAT', 'yield', 'signal', 'process']);
	});

	test('with errors has those of the compiler, at their places', () => {
		const { diagnostics } = reportOf('impala', `${FIRMWARE.join('\n')}\nglobal int signal`);
		expect(diagnostics).toMatchObject([
			{ code: 'DECLARED_OTHERWISE', severity: 'error', related: [{ message: 'signal is declared here first.' }] },
		]);
		const [{ related, hint, message } = { related: [], hint: '', message: '' }] = diagnostics;
		expect(related.map(({ from, to }) => FIRMWARE.join('\n').slice(from, to))).toEqual(['signal']);
		expect(message.endsWith(hint)).toBe(true);
	});

	test.each([
		['no patch format', FIRMWARE.slice(1), 'NO_PATCH_FORMAT', 'extern native yield', 'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2'],
		[
			'an unknown patch format',
			['const int PRAWN_FIRMWARE_PATCH_FORMAT = 9', ...FIRMWARE.slice(1)],
			'UNSUPPORTED_PATCH_FORMAT',
			'PRAWN_FIRMWARE_PATCH_FORMAT',
			'PATCH_FORMAT = 2',
		],
		['nothing that the host calls', FIRMWARE.slice(0, 3), 'NO_ENTRY_POINT', FIRMWARE[0], 'function process()'],
		['no signal', FIRMWARE.filter((line) => !line.includes('signal')), 'NO_SIGNAL', 'process', 'global array signal[2]'],
		[
			'a signal that is too small',
			FIRMWARE.map((line) => line.replace('[2]', '[1]')),
			'NO_SIGNAL',
			'signal',
			'global array signal[2]',
		],
		[
			'no positions',
			[FIRMWARE[0], 'function operate1() returns int r { r = 1; }'],
			'NO_POSITIONS',
			'operate1',
			'global array positions[2]',
		],
	])('with %s is told so, with what to write', (_, lines, code, place, hint) => {
		const text = lines.join('\n');
		expect(faultsOf('impala', text)).toEqual([[code, 'error', place]]);
		expect(reportOf('impala', text).diagnostics[0]?.hint).toContain(hint);
	});

	test('that the assembler refuses is told so at its own place', () => {
		const source = `${FIRMWARE.join('\n')}\nextern function nobody\nfunction init() { nobody(); }`;
		expect(faultsOf('impala', source)).toEqual([['FORWARD_SYMBOL_NOT_FOUND', 'error', 'nobody()']]);
	});

	test('that is empty has a fault at its start', () => {
		expect(faultsOf('impala', '')).toEqual([['NO_PATCH_FORMAT', 'error', '']]);
	});
});

describe('a GAZL document', () => {
	const GAZL = ['PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2', 'signal: GLOB *2', 'process: FUNC', '\tRETU'];

	test('that is a firmware has no faults, and an outline', () => {
		const { diagnostics, outline } = reportOf('gazl', GAZL.join('\n'));
		expect(diagnostics).toEqual([]);
		expect(outline.map(({ name }) => name)).toEqual(['PRAWN_FIRMWARE_PATCH_FORMAT', 'signal', 'process']);
	});

	test('has the first fault that the assembler finds, at what is wrong', () => {
		expect(faultsOf('gazl', [...GAZL.slice(0, 3), '\tMOVi x #1', '\tRETU'].join('\n'))).toEqual([
			['NON_FORWARD_SYMBOL_NOT_FOUND', 'error', 'x'],
		]);
		expect(faultsOf('gazl', [...GAZL.slice(0, 3), '\tmovi x #1 ; c', '\tRETU'].join('\n'))).toEqual([
			['INVALID_INSTRUCTION', 'error', 'movi'],
		]);
		expect(faultsOf('gazl', '\tRETU')).toEqual([['MISSING_FUNCTION_DECLARATION', 'error', 'RETU']]);
	});

	test('that is no firmware is told so on its first line', () => {
		expect(faultsOf('gazl', GAZL.slice(1).join('\n'))).toEqual([['NO_PATCH_FORMAT', 'error', 'signal: GLOB *2']]);
		expect(faultsOf('gazl', '')).toEqual([['NO_PATCH_FORMAT', 'error', '']]);
	});

	test('may have any character in comments and bytes only elsewhere', () => {
		expect(faultsOf('gazl', [...GAZL, '; \u{1d11e} \u20ac'].join('\n'))).toEqual([]);
		const text = [...GAZL.slice(0, 2), 's: CNST *3', '\tDATs a\u{1d11e}', ...GAZL.slice(2)].join('\n');
		expect(faultsOf('gazl', text)).toEqual([['UNKNOWN_CHARACTER', 'error', '\u{1d11e}']]);
	});
});

describe('questions', () => {
	const open = (server: LanguageServer, version: number, text: string) =>
		server.tell({ open: { id: 'a', language: 'impala', text }, version });
	const ask = (server: LanguageServer, number: number, version: number) =>
		server.tell({ number, document: 'a', version, question: { ask: 'definition', offset: 11 } });

	test('are answered in the order in which they came', () => {
		const server = new LanguageServer();
		open(server, 1, 'global int level');
		ask(server, 1, 1);
		ask(server, 2, 1);
		const found: LanguageReply = { number: 1, answer: { start: 11, end: 16 } };
		expect([server.answerNext(), server.answerNext(), server.answerNext()]).toEqual([found, { ...found, number: 2 }, null]);
	});

	test('about a text that is not the newest are answered with null, also when it became so while they waited', () => {
		const server = new LanguageServer();
		open(server, 1, 'global int level');
		ask(server, 1, 1);
		open(server, 2, 'global int volume');
		ask(server, 2, 2);
		expect(server.answerNext()).toEqual({ number: 1, answer: null });
		expect(server.answerNext()).toEqual({ number: 2, answer: { start: 11, end: 17 } });
	});

	test('about a document that is closed or was never open are answered with null', () => {
		const server = new LanguageServer();
		ask(server, 1, 1);
		open(server, 1, 'global int level');
		server.tell({ close: 'a' });
		ask(server, 2, 1);
		expect([server.answerNext(), server.answerNext()]).toEqual([
			{ number: 1, answer: null },
			{ number: 2, answer: null },
		]);
	});
});
