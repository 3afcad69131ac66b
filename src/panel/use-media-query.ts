import { useSyncExternalStore } from 'react';

/** Whether a media query holds, kept up to date. */
export function useMediaQuery(query: string): boolean {
	return useSyncExternalStore(
		(changed) => {
			const list = window.matchMedia(query);
			list.addEventListener('change', changed);
			return () => list.removeEventListener('change', changed);
		},
		() => window.matchMedia(query).matches,
	);
}

/** Whether the user asked for less motion: lamps then go out at once. */
export function useReducedMotion(): boolean {
	return useMediaQuery('(prefers-reduced-motion: reduce)');
}
