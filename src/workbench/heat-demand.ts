import { type RefObject, useEffect } from 'react';
import type { EngineSource } from './engine-window.ts';
import { whileVisible } from './frame-clock.ts';

/** Who looks at heat: counting costs the audio thread time, so the engine counts only while somebody does and the page can be seen. */
class HeatDemand {
	readonly #engine: EngineSource;
	#onlookers = 0;
	#asked = false;

	constructor(engine: EngineSource) {
		this.#engine = engine;
		document.addEventListener('visibilitychange', () => this.#ask());
	}

	/** Somebody looks; answers how to look away. */
	look(): () => void {
		this.#onlookers += 1;
		this.#ask();
		return () => {
			this.#onlookers -= 1;
			this.#ask();
		};
	}

	#ask(): void {
		const wanted = this.#onlookers > 0 && document.visibilityState === 'visible';
		if (wanted === this.#asked) return;
		this.#asked = wanted;
		this.#engine.setHeat(wanted);
	}
}

const demands = new WeakMap<EngineSource, HeatDemand>();

function demandOn(engine: EngineSource): HeatDemand {
	const known = demands.get(engine) ?? new HeatDemand(engine);
	demands.set(engine, known);
	return known;
}

/** Has the engine count while an element that shows heat is on the screen. */
export function useHeatDemand(host: RefObject<Element | null>, engine: EngineSource, wanted: boolean): void {
	useEffect(() => {
		if (wanted && host.current !== null) return whileVisible(host.current, () => demandOn(engine).look());
	}, [host, engine, wanted]);
}
