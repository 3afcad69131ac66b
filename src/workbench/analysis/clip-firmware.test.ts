import { expect, test } from 'vitest';
import { otherFirmwareText } from './clip-firmware.ts';

const firmware = (name: string, fileName = `${name}.impala`) => ({ fileName, source: { name } });

test('what was learnt of a firmware is for every version of it', () => {
	expect(otherFirmwareText(firmware('tape'), firmware('tape'), 'the table would be')).toBe('');
});

test('what was learnt of another firmware is told to be', () => {
	expect(otherFirmwareText(firmware('tape'), firmware('grain'), 'the table would be')).toBe(
		'grain plays now; the table would be for tape.',
	);
	expect(otherFirmwareText(firmware('tape'), firmware('tape', 'bank.p8bank'), 'these bins are')).toBe(
		'tape plays now; these bins are for tape.',
	);
	expect(otherFirmwareText(firmware('tape'), null, 'these bins are')).toBe('The stock CPU plays now; these bins are for tape.');
});
