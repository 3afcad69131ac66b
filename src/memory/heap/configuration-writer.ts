import type { BinConfiguration, HeapConfiguration, LevelConfiguration } from './heap-configuration.ts';
import { LEVEL_NAMES } from './levels.ts';

/** Bins in a line of the document. */
const BINS_IN_LINE = 4;

/** A configuration as a document that `readConfigurationText` reads back: complete, a level to a paragraph, for people to edit. */
export function configurationText({ allocator, levels, cache }: HeapConfiguration): string {
	const levelTexts = LEVEL_NAMES.map((name) => `\t\t"${name}": ${levelText(levels[name])}`);
	const cacheText =
		cache === null ? 'null' : `{ "words": ${cache.words}, "lineWords": ${cache.lineWords}, "ways": ${cache.ways} }`;
	return `{
	"allocator": "${allocator}",
	"cache": ${cacheText},
	"levels": {
${levelTexts.join(',\n')}
	}
}
`;
}

function levelText({ words, cycles, subBanks, bins }: LevelConfiguration): string {
	const figures = `"words": ${words}, "cycles": ${cycles}, "subBanks": ${subBanks}`;
	return bins.length === 0 ? `{ ${figures} }` : `{ ${figures}, "bins": [\n${binLines(bins)}\n\t\t] }`;
}

function binLines(bins: readonly BinConfiguration[]): string {
	const texts = bins.map(({ words, chunks }) => `{ "words": ${words}, "chunks": ${chunks} }`);
	const lines: string[] = [];
	for (let bin = 0; bin < texts.length; bin += BINS_IN_LINE)
		lines.push(`\t\t\t${texts.slice(bin, bin + BINS_IN_LINE).join(', ')}`);
	return lines.join(',\n');
}
