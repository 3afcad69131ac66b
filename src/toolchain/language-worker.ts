import type { LanguageRequest } from './language-protocol.ts';
import { LanguageServer } from './language-server.ts';

const server = new LanguageServer();

/** Wakes this worker behind all messages that have come in by now, which tell what is outdated. */
const turn = new MessageChannel();

addEventListener('message', ({ data }: MessageEvent<LanguageRequest>) => {
	server.tell(data);
	if ('question' in data) turn.port2.postMessage(null);
});

turn.port1.onmessage = () => {
	const reply = server.answerNext();
	if (reply) postMessage(reply);
};
