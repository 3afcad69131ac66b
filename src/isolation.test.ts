import { describe, expect, it } from 'vitest';
import {
	ensureIsolation,
	ISOLATION_OBSTACLES,
	type IsolationObstacle,
	type IsolationState,
	type IsolationSurroundings,
} from './isolation.ts';

/** How a tab differs from one in which everything works. */
interface TabTraits extends Partial<IsolationSurroundings> {
	/** Pages that come through the worker are isolated; true unless told. */
	workerIsolates?: boolean;
	register?: ServiceWorkerContainer['register'];
}

/** A browser tab in which a page may be opened many times, as far as isolation is concerned. */
class Tab {
	loads = 0;
	readonly registered: { script: string; scope: string | undefined }[] = [];
	/** State of the history entry, which stays through reloads. */
	state: unknown = null;
	private readonly traits: TabTraits;

	constructor(traits: TabTraits = {}) {
		this.traits = traits;
	}

	/** Opens the page and follows its reloads; what the last page was told. */
	open(): Promise<IsolationState> {
		const { workerIsolates = true, register = this.register, ...traits } = this.traits;
		return new Promise((resolve) => {
			this.loads++;
			const page: IsolationSurroundings = {
				crossOriginIsolated: this.registered.length > 0 && workerIsolates,
				isSecureContext: true,
				isFramed: false,
				serviceWorkers: () => ({ register }),
				history: {
					state: this.state,
					replaceState: (state) => {
						this.state = state;
					},
				},
				baseUrl: 'https://host.example/tools/permut8/',
				reload: () => resolve(this.open()),
				...traits,
			};
			ensureIsolation(page).then(resolve);
		});
	}

	private readonly register: ServiceWorkerContainer['register'] = async (script, options) => {
		this.registered.push({ script: String(script), scope: options?.scope });
		const worker = Object.assign(new EventTarget(), { state: 'installing' });
		setImmediate(() => {
			worker.state = 'activated';
			worker.dispatchEvent(new Event('statechange'));
		});
		return { installing: worker, waiting: null, active: null } as unknown as ServiceWorkerRegistration;
	};
}

function blocked(): never {
	throw new Error('Access is denied for this document.');
}

describe('a page that can be isolated', () => {
	it('does nothing where the server sends the headers', async () => {
		const tab = new Tab({ crossOriginIsolated: true });
		expect(await tab.open()).toEqual({ isolated: true });
		expect(tab).toMatchObject({ loads: 1, registered: [] });
	});

	it('registers the worker in its own folder and is isolated after one reload', async () => {
		const tab = new Tab();
		expect(await tab.open()).toEqual({ isolated: true });
		expect(tab.loads).toBe(2);
		const scope = 'https://host.example/tools/permut8/';
		expect(tab.registered).toEqual([{ script: `${scope}isolation-service-worker.js`, scope }]);
	});

	it('leaves what others keep in the history entry alone', async () => {
		const tab = new Tab();
		tab.state = { scroll: 7 };
		await tab.open();
		expect(tab.state).toEqual({ scroll: 7 });
	});

	it('needs no reload on the next visit', async () => {
		const tab = new Tab();
		await tab.open();
		await tab.open();
		expect(tab.loads).toBe(3);
	});
});

describe('a page that cannot be isolated', () => {
	const cases: [name: string, traits: TabTraits, obstacle: IsolationObstacle][] = [
		['not reached over https or localhost', { isSecureContext: false, serviceWorkers: () => undefined }, 'insecure-context'],
		['embedded in a frame', { isFramed: true }, 'embedded-in-frame'],
		['in a browser without service workers', { serviceWorkers: () => undefined }, 'service-worker-unsupported'],
		['in a browser that forbids service workers', { serviceWorkers: blocked }, 'registration-failed'],
		['in a browser that refuses the registration', { register: async () => blocked() }, 'registration-failed'],
		['in a browser that ignores the registration', { register: async () => undefined as never }, 'registration-failed'],
	];

	it.each(cases)('says why and does not reload when it is %s', async (_, traits, obstacle) => {
		const tab = new Tab(traits);
		const state = await tab.open();
		expect(state).toMatchObject({ isolated: false, obstacle, remedy: ISOLATION_OBSTACLES[obstacle].remedy });
		if (!state.isolated) expect(state.message).toContain('cross-origin isolation');
		expect(tab.loads).toBe(1);
	});

	it('passes on what the browser says about a refused registration', async () => {
		const state = await new Tab({ register: async () => blocked() }).open();
		expect(state).toMatchObject({ message: expect.stringContaining('Access is denied for this document.') });
	});

	it('says so after the one reload did not help, and tries again when its visitor reloads', async () => {
		const tab = new Tab({ workerIsolates: false });
		expect(await tab.open()).toMatchObject({ isolated: false, obstacle: 'not-isolated-after-reload' });
		expect(tab.loads).toBe(2);
		await tab.open();
		expect(tab.loads).toBe(4);
	});

	it('reports a worker that the browser discards while installing it', async () => {
		const worker = Object.assign(new EventTarget(), { state: 'redundant' });
		const registration = { installing: worker, waiting: null, active: null } as unknown as ServiceWorkerRegistration;
		const state = await new Tab({ register: async () => registration }).open();
		expect(state).toMatchObject({ isolated: false, obstacle: 'registration-failed' });
	});
});
