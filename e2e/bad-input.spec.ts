import { expect } from '@playwright/test';
import { Instrument } from './support/page-object.ts';
import { bundledBank } from './support/project-files.ts';
import { test } from './support/test.ts';

test('a malformed bank is refused with its line and column, and nothing changes', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	const bank = bundledBank('ring-modulator');
	const broken = bank.content.replace(/Operator1: "0"/, 'Operator1: "7"');
	const line = broken.slice(0, broken.indexOf('Operator1: "7"')).split('\n').length;
	await instrument.drop({ name: 'broken.p8bank', content: broken });
	await expect(instrument.console).toContainText(`broken.p8bank:${line}:`);
	await expect(instrument.console).toContainText('broken.p8bank was not loaded; nothing has changed.');
	await expect(instrument.sticker).toHaveAccessibleName(/tape-echo/);
});

test('firmware that does not assemble is refused with file, line and column beside the sticker and in the console', async ({
	page,
}) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.drop({
		name: 'wrong.gazl',
		content: 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nprocess: FUNC\n\tMOVi $x #1\n\tRETU\n',
	});
	await expect(instrument.console).toContainText('wrong.gazl:3:7: error NON_FORWARD_SYMBOL_NOT_FOUND');
	await expect(page.getByRole('alert').getByText('wrong.gazl:3:7')).toBeVisible();
	await expect(instrument.console).toContainText('what played before plays on');
	await expect(instrument.sticker).toHaveAccessibleName(/tape-echo/);
});

test('text that is no firmware, a sound that is none, and a file of no use each get their sentence', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.drop({ name: 'empty.gazl', content: '' });
	await expect(instrument.console).toContainText('PRAWN_FIRMWARE_PATCH_FORMAT is not defined');
	await instrument.drop({ name: 'noise.wav', content: 'RIFF that goes nowhere' });
	await expect(instrument.console).toContainText('noise.wav is not a sound that this browser can read');
	await expect(page.getByRole('button', { name: 'Source: Drums' })).toBeVisible();
	await instrument.drop({ name: 'letter.docx', content: 'Dear all' });
	await expect(instrument.console).toContainText('letter.docx is neither a bank');
	await expect(instrument.stopButton).toBeVisible();
});

test('a firmware that divides by zero is stopped and its line is shown', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.drop({
		name: 'divide.gazl',
		content:
			'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\nzero: GLOB *1\nprocess: FUNC\n\tPARA *1\n\tPEEK %0 &zero\n\tDIVi %0 #1 %0\n\tRETU\n',
	});
	await expect(instrument.console).toContainText('firmware stopped: it divided by zero (DIVISION_BY_ZERO) in process, line 7');
	await expect(instrument.console).toContainText('DIVi %0 #1 %0');
});

test('a firmware that fails in its start leaves the one that plays, on the sticker as in the sound', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await expect(instrument.console).toContainText('firmware tape-echo is running');
	await instrument.drop({
		name: 'stillborn.gazl',
		content:
			'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\ninit: FUNC\n\tPARA *1\n\tMOVp %0 &NULL\n\tPEEK %0 %0\n\tRETU\nprocess: FUNC\n\tPARA *1\n\tRETU\n',
	});
	await expect(instrument.console).toContainText('firmware stopped: it read outside its memory (BAD_PEEK) in init, line 6');
	await expect(instrument.console).toContainText('what played before plays on');
	await expect(instrument.sticker).toHaveAccessibleName(/tape-echo/);
});
