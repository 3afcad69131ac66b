import type { EngineBlockView } from '../bridge/block-regions.ts';
import type { EngineEvent } from '../bridge/events.ts';
import { EVENT_WORDS, readEvent } from '../bridge/events.ts';

/** Takes events out of the ring and puts the pieces of traced lines together. */
export class EventPump {
	readonly #view: EngineBlockView;
	readonly #record = new Int32Array(EVENT_WORDS);
	#line = '';

	constructor(view: EngineBlockView) {
		this.#view = view;
	}

	/** Hands over everything that has happened since the last call: whole traced lines and all other events, in order. */
	drain(onLine: (text: string) => void, onEvent: (event: EngineEvent) => void): void {
		while (this.#view.events.pop(this.#record)) {
			const event = readEvent(this.#record);
			if (event === null) continue;
			if (event.kind !== 'text') {
				onEvent(event);
				continue;
			}
			this.#line += event.text;
			if (!event.ends) continue;
			onLine(this.#line);
			this.#line = '';
		}
	}
}
