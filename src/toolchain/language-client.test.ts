import { describe, expect, test } from 'vitest';
import { LanguageClient, type LanguageWorker } from './language-client.ts';
import type { LanguageRequest } from './language-protocol.ts';
import { LanguageServer } from './language-server.ts';

/** A worker in this thread, which answers when it is told to. */
class ServingWorker implements LanguageWorker {
	onmessage: LanguageWorker['onmessage'] = null;
	onerror: LanguageWorker['onerror'] = null;
	readonly requests: LanguageRequest[] = [];
	isTerminated = false;
	readonly #server = new LanguageServer();

	postMessage(request: LanguageRequest): void {
		this.requests.push(request);
		this.#server.tell(structuredClone(request));
	}

	terminate(): void {
		this.isTerminated = true;
	}

	/** Answers all that was asked. */
	work(): void {
		for (let reply = this.#server.answerNext(); reply; reply = this.#server.answerNext()) {
			this.onmessage?.(new MessageEvent('message', { data: structuredClone(reply) }));
		}
	}

	crash(message: string): void {
		this.onerror?.({ message } as ErrorEvent);
	}
}

function clientWithWorkers() {
	const workers: ServingWorker[] = [];
	const client = new LanguageClient(() => {
		workers.push(new ServingWorker());
		return workers[workers.length - 1] as ServingWorker;
	});
	return { client, workers };
}

const document = (text: string, id = 'a') => ({ id, language: 'impala', text }) as const;

test('a document that is opened is reported on, and answers come from its text', async () => {
	const { client, workers } = clientWithWorkers();
	const report = client.open(document('global int level function f() { global level = 1; }'));
	const answers = Promise.all([
		client.definition('a', 40),
		client.references('a', 40),
		client.hover('a', 40),
		client.completions('a', 7),
		client.rename('a', 40, 'volume'),
		client.format('a'),
	]);
	workers[0]?.work();
	expect((await report)?.outline.map(({ name }) => name)).toEqual(['level', 'f']);
	const [definition, references, hover, completions, renaming, formatted] = await answers;
	expect(definition).toEqual({ start: 11, end: 16 });
	expect(references).toEqual([
		{ start: 11, end: 16 },
		{ start: 39, end: 44 },
	]);
	expect(hover?.declaration).toBe('global int level');
	expect(completions?.items.map(({ label }) => label)).toContain('signal');
	expect(renaming).toMatchObject({ edits: references });
	expect(formatted?.text).toBe('global int level function f() { global level = 1; }\n');
	expect(workers[0]?.requests.filter((request) => 'open' in request)).toHaveLength(1);
});

describe('what was asked about an older text', () => {
	test('is answered with null, whether the worker had answered or not', async () => {
		const { client, workers } = clientWithWorkers();
		const first = client.open(document('global int level'));
		const definition = client.definition('a', 11);
		workers[0]?.work();
		const second = client.open(document('global int volume'));
		workers[0]?.work();
		// The first were answered before the text changed.
		expect(await first).not.toBeNull();
		expect(await definition).toEqual({ start: 11, end: 16 });
		const third = client.open(document('global int gain'));
		workers[0]?.work();
		expect((await second)?.outline[0]?.name).toBe('volume');
		expect((await third)?.outline[0]?.name).toBe('gain');
		const [late, newest] = [client.open(document('a')), client.open(document('global int last'))];
		workers[0]?.work();
		expect(await late).toBeNull();
		expect((await newest)?.outline[0]?.name).toBe('last');
	});

	test('is answered with null when the answer was on its way', async () => {
		const { client, workers } = clientWithWorkers();
		const late = client.open(document('global int level'));
		const worker = workers[0] as ServingWorker;
		const deliver = worker.onmessage;
		const held: MessageEvent[] = [];
		worker.onmessage = (event) => held.push(event);
		worker.work();
		const newest = client.open(document('global int gain'));
		worker.onmessage = deliver;
		for (const event of held) deliver?.(event);
		worker.work();
		expect(await late).toBeNull();
		expect((await newest)?.outline[0]?.name).toBe('gain');
	});
});

describe('when the worker dies', () => {
	test('all that wait are rejected with the reason, and the next question starts another with all documents', async () => {
		const { client, workers } = clientWithWorkers();
		void client.open(document('global int level')).catch(() => {});
		const second = client.open(document('global int other', 'b'));
		workers[0]?.crash('out of memory');
		await expect(second).rejects.toThrow(/The language worker failed: out of memory\./);
		expect(workers[0]?.isTerminated).toBe(true);
		const definition = client.definition('a', 11);
		expect(workers).toHaveLength(2);
		workers[1]?.work();
		expect(await definition).toEqual({ start: 11, end: 16 });
		const other = client.definition('b', 11);
		workers[1]?.work();
		expect(await other).toEqual({ start: 11, end: 16 });
	});

	test('what it still says is not listened to', async () => {
		const { client, workers } = clientWithWorkers();
		const report = client.open(document('global int level'));
		workers[0]?.crash('');
		await expect(report).rejects.toThrow(/could not be loaded/);
		const again = client.open(document('global int gain'));
		workers[0]?.crash('again');
		workers[1]?.work();
		expect((await again)?.outline[0]?.name).toBe('gain');
	});
});

test('documents that are closed or not open are not asked about', async () => {
	const { client, workers } = clientWithWorkers();
	expect(await client.hover('a', 0)).toBeNull();
	expect(workers).toEqual([]);
	const report = client.open(document('global int level'));
	client.close('a');
	workers[0]?.work();
	expect(await report).toBeNull();
});

test('a client that is disposed answers with null and starts nothing', async () => {
	const { client, workers } = clientWithWorkers();
	const report = client.open(document('global int level'));
	client.dispose();
	expect(await report).toBeNull();
	expect(workers[0]?.isTerminated).toBe(true);
	expect(await client.open(document('global int level'))).toBeNull();
	expect(workers).toHaveLength(1);
});
