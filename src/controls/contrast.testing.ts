/** A colour as CSS writes it: lightness 0…1, chroma, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hueDeg: number];

/** The plain oklch colours that a rule of a style sheet declares, by name without the dashes. */
export function declaredColours(css: string, selector: string): Map<string, Oklch> {
	const start = css.indexOf(`${selector} {`);
	if (start < 0) throw new Error(`The style sheet has no rule for ${selector}.`);
	const rule = css.slice(start, css.indexOf('\n}', start));
	const found = rule.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
	return new Map([...found].map(([, name = '', l, c, h]) => [name, [Number(l), Number(c), Number(h)] as const]));
}

/** Relative luminance (WCAG 2.2), through Björn Ottosson's Oklab matrices to linear sRGB. */
function luminance([lightness, chroma, hueDeg]: Oklch): number {
	const a = chroma * Math.cos((hueDeg * Math.PI) / 180);
	const b = chroma * Math.sin((hueDeg * Math.PI) / 180);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const clip = (part: number) => Math.min(1, Math.max(0, part));
	const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
	const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
	const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours (WCAG 2.2), 1…21. */
export function contrastOf(first: Oklch, second: Oklch): number {
	const [one, other] = [luminance(first), luminance(second)];
	return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
