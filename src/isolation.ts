/** Why a page cannot be cross-origin isolated, and what its visitor or its host can do: one row per reason. */
export const ISOLATION_OBSTACLES = {
	'insecure-context': {
		cause: 'This address is neither https nor localhost, and browsers isolate no others.',
		remedy: 'Open the page over https, or on the computer that serves it as http://localhost.',
	},
	'embedded-in-frame': {
		cause: 'The page is embedded in a frame of another page that is not isolated, or that does not let it be.',
		remedy: 'Open the page in a tab of its own.',
	},
	'service-worker-unsupported': {
		cause: 'The server does not send the headers for it, and this browser offers no service worker to add them.',
		remedy: 'Leave private browsing, use a current browser, or have the server send the two headers itself.',
	},
	'registration-failed': {
		cause: 'The server does not send the headers for it, and the service worker that would add them could not be registered.',
		remedy: 'Allow service workers and site data for this page, or have the server send the two headers itself.',
	},
	'not-isolated-after-reload': {
		cause:
			'The service worker that adds the headers is in place and the page was reloaded, but the browser still did not isolate it.',
		remedy: 'Close all tabs of this page and open it again; turn off extensions that change headers; or use a current browser.',
	},
} as const satisfies Record<string, { cause: string; remedy: string }>;

/** A reason why a page cannot be cross-origin isolated. */
export type IsolationObstacle = keyof typeof ISOLATION_OBSTACLES;

/** Whether the page may use shared memory. */
export type IsolationState =
	| { readonly isolated: true }
	| {
			readonly isolated: false;
			readonly obstacle: IsolationObstacle;
			/** What is missing and why, in full sentences; with the browser's own words where it gave any. */
			readonly message: string;
			/** What to do about it, in a full sentence. */
			readonly remedy: string;
	  };

/** What deciding and acting needs of a page. */
export interface IsolationSurroundings {
	readonly crossOriginIsolated: boolean;
	readonly isSecureContext: boolean;
	readonly isFramed: boolean;
	/** Undefined where the browser has none; may throw where it has one and forbids it. */
	serviceWorkers(): Pick<ServiceWorkerContainer, 'register'> | undefined;
	/** Of this page's entry, which a reload keeps. */
	readonly history: Pick<History, 'state' | 'replaceState'>;
	/** The folder of the page, with a slash at its end. */
	readonly baseUrl: string;
	reload(): void;
}

/** The worker's file, next to the page. */
const WORKER_FILE = 'isolation-service-worker.js';
/**
 * Property of the history entry's state that says, through a reload, that it was us who reloaded. Not session storage: Chromium keeps a copy of that per
 * process, isolating a page changes its process, and a forced reload (which goes past the worker) then finds a mark long removed.
 */
const RELOAD_MARK = 'isolationReload';

/**
 * Makes the page cross-origin isolated if it can. To be awaited before anything is drawn.
 *
 * Where the server sends the headers there is nothing to do. Where it does not, a service worker next to the page is registered
 * and the page reloaded once through it; the promise then stays pending, for the page is about to go. A page that comes back from
 * that reload without isolation says so instead of reloading again. Never rejects.
 */
export async function ensureIsolation(page: IsolationSurroundings = surroundingsOfThisPage()): Promise<IsolationState> {
	const { [RELOAD_MARK]: reloadMark, ...otherState } = page.history.state ?? {};
	// Gone at once, so that a later reload by hand is a fresh try.
	if (reloadMark !== undefined) page.history.replaceState(otherState, '');

	if (page.crossOriginIsolated) return { isolated: true };
	if (!page.isSecureContext) return obstructed('insecure-context');
	if (page.isFramed) return obstructed('embedded-in-frame');
	if (reloadMark !== undefined) return obstructed('not-isolated-after-reload');

	try {
		const workers = page.serviceWorkers();
		if (workers === undefined) return obstructed('service-worker-unsupported');
		await activeWorker(workers, page.baseUrl);
	} catch (error) {
		return obstructed('registration-failed', error);
	}
	page.history.replaceState({ ...otherState, [RELOAD_MARK]: true }, '');
	page.reload();
	return new Promise(() => {});
}

/** Registers the worker and waits until it handles the requests of new pages. */
async function activeWorker(workers: Pick<ServiceWorkerContainer, 'register'>, baseUrl: string): Promise<void> {
	const script = new URL(WORKER_FILE, baseUrl).href;
	// Content blockers replace register() by a function that gives nothing, which the types rule out.
	const registration: ServiceWorkerRegistration | undefined = await workers.register(script, {
		scope: baseUrl,
		updateViaCache: 'none',
	});
	const worker = registration?.installing ?? registration?.waiting ?? registration?.active;
	if (!worker) throw new Error('The browser ignored the registration.');
	await new Promise<void>((resolve, reject) => {
		const settle = () => {
			if (worker.state === 'activated') resolve();
			if (worker.state === 'redundant') reject(new Error('The worker was discarded while it was being installed.'));
		};
		worker.addEventListener('statechange', settle);
		settle();
	});
}

function obstructed(obstacle: IsolationObstacle, error?: unknown): IsolationState {
	const { cause, remedy } = ISOLATION_OBSTACLES[obstacle];
	const detail = error === undefined ? '' : ` The browser says: ${error instanceof Error ? error.message : String(error)}`;
	const message = `This page needs cross-origin isolation, without which browsers give it no shared memory. ${cause}${detail}`;
	return { isolated: false, obstacle, message, remedy };
}

function surroundingsOfThisPage(): IsolationSurroundings {
	return {
		crossOriginIsolated: window.crossOriginIsolated,
		isSecureContext: window.isSecureContext,
		isFramed: window.top !== window.self,
		// Browsers leave the property out, whatever the types say, where the feature is off.
		serviceWorkers: () => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined),
		history: window.history,
		baseUrl: new URL('./', document.baseURI).href,
		reload: () => window.location.reload(),
	};
}
