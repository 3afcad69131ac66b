/** Colours of the style sheet for those who draw on canvas: the custom properties are the only place where a colour is said. */

/** A colour as canvas pixels have it: red, green, blue, 0…255. */
export type Rgb = readonly [red: number, green: number, blue: number];

let swatch: CanvasRenderingContext2D | null = null;

/** The value of a custom property at an element, such as `--amber`, ready for `fillStyle`. */
export function themeColour(element: Element, property: `--${string}`): string {
	return getComputedStyle(element).getPropertyValue(property).trim();
}

/** The same as sRGB bytes, whatever colour space the property is written in. Transparency is lost. */
export function themeRgb(element: Element, property: `--${string}`): Rgb {
	swatch ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
		willReadFrequently: true,
	});
	if (swatch === null) throw new Error('The browser gave no 2D context to read colours with; too many canvases may be in use.');
	swatch.fillStyle = themeColour(element, property);
	swatch.fillRect(0, 0, 1, 1);
	const [red = 0, green = 0, blue = 0] = swatch.getImageData(0, 0, 1, 1).data;
	return [red, green, blue];
}

/** The colour between two others, `share` 0…1 of the way. */
export function mixRgb(from: Rgb, to: Rgb, share: number): Rgb {
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share];
}

/** The pixel between two colours, `share` 0…1 of the way, opaque, in the byte order of `ImageData`. */
export function blendPixel(from: Rgb, to: Rgb, share: number): number {
	const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
	return ((255 << 24) | (mix(from[2], to[2]) << 16) | (mix(from[1], to[1]) << 8) | mix(from[0], to[0])) >>> 0;
}

/** Calls back when the page's theme has changed. Answers how to stop. */
export function onThemeChange(callback: () => void): () => void {
	const observer = new MutationObserver(callback);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	return () => observer.disconnect();
}
