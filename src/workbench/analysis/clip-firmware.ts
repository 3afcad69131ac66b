import type { BuiltFirmware } from '../../store/device-store.ts';

/** What tells a firmware from others, whatever version of it plays. */
type FirmwareName = Pick<BuiltFirmware, 'fileName'> & { readonly source: Pick<BuiltFirmware['source'], 'name'> };

/**
 * Why what was learnt of a firmware is not to be applied now, as a sentence: another one plays. '' when the same plays, in whatever version.
 *
 * @param analysed the firmware that was played off line
 * @param playing the one that the device plays; null for the stock CPU
 * @param applied what would be applied, as in `the table would be`
 */
export function otherFirmwareText(analysed: FirmwareName, playing: FirmwareName | null, applied: string): string {
	const isSame = playing !== null && playing.fileName === analysed.fileName && playing.source.name === analysed.source.name;
	return isSame ? '' : `${playing?.source.name ?? 'The stock CPU'} plays now; ${applied} for ${analysed.source.name}.`;
}
