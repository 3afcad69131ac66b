/*
 * Gives pages of a static host that cannot send headers the ones that make a page cross-origin isolated, which shared memory needs.
 * Registered by src/isolation.ts. It stores nothing and asks for nothing that the page did not ask for.
 */

/** What every response of this site gets (HTML standard, "cross-origin isolation"; Fetch standard, "CORP"). */
const ISOLATION_HEADERS = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'same-origin',
};

self.addEventListener('install', () => {
	self.skipWaiting();
});

self.addEventListener('activate', (event) => {
	event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	if (new URL(request.url).origin !== self.location.origin) return;
	// Developer tools ask for "only if cached" across modes, which a worker's own fetch() rejects.
	if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
	event.respondWith(fetch(request).then(withIsolationHeaders));
});

/**
 * The same response with the headers added.
 *
 * @param {Response} response
 * @returns {Response}
 */
function withIsolationHeaders(response) {
	// Status 0 is a redirect that the browser follows by itself: it has nothing to read, and comes back as a new request.
	if (response.status === 0) return response;
	const headers = new Headers(response.headers);
	for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
	return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
