import { expect } from '@playwright/test';
import { findColourViolations, findViolations, stillPage } from './support/axe.ts';
import { EditorPage } from './support/editor-page.ts';
import { test as base } from './support/test.ts';

/** Sound, and with each name used more than once. */
const DELAY = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2

global array signal[2]
global int level

function half(int value) returns int result
{
	result = value / 2;
}

function process()
{
	global level = half(global signal[0]);
	global signal[1] = global level;
}
`;

/** The editor, in a page that the tests of a worker share: each has a file of its own. */
const test = base.extend<{ editor: EditorPage }>({
	editor: async ({ sharedInstrument }, use) => {
		const editor = new EditorPage(sharedInstrument.page);
		await editor.show();
		await use(editor);
	},
});

test('a mistake is marked where it is, and says what to do', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await editor.enlarge();
	await expect(editor.problems).toHaveAccessibleName('Problems: 0 errors, 0 warnings');
	await editor.putCursor(12, 2);
	await page.keyboard.press('Enter');
	await page.keyboard.type('level = 1;');
	await expect(editor.problems).toHaveAccessibleName('Problems: 1 error, 0 warnings');
	await expect(editor.marked('error')).toHaveText('level');
	await page.keyboard.press('ControlOrMeta+Home');
	await page.keyboard.press('F8');
	await expect(editor.place).toHaveText('13:2');
	await editor.marked('error').hover();
	await expect(page.locator('.cm-tooltip-lint')).toContainText('write global level');
	await editor.problems.click();
	await expect(page.getByRole('option', { name: /level is not declared/ })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(editor.source).toBeFocused();
	await expect(editor.place).toHaveText('13:7');
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.type('global ');
	await expect(editor.problems).toHaveAccessibleName('Problems: 0 errors, 0 warnings');
});

test('names are completed, with what they are', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await editor.enlarge();
	await editor.putCursor(12, 2);
	await page.keyboard.press('Enter');
	await page.keyboard.type('global level = ha');
	const option = page.getByRole('option', { name: /half/ });
	await expect(option).toBeVisible();
	await expect(option).toContainText('int value');
	await page.keyboard.press('Enter');
	// With the cursor where its argument goes, and the parenthesis behind typed over.
	await page.keyboard.type('2);');
	await expect(editor.lines.nth(12)).toHaveText(/^\s*global level = half\(2\);$/);
});

test('Enter between braces gives a body of its own lines', async ({ editor }) => {
	const { page } = editor;
	await editor.write('');
	await page.keyboard.type('function foo()');
	await page.keyboard.press('Enter');
	await page.keyboard.type('{');
	await page.keyboard.press('Enter');
	await expect(editor.lines).toHaveText(['function foo()', '{', /^\s*$/, '}']);
	await expect(editor.place).toHaveText('3:2');
});

test('a name under the pointer shows its declaration', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await editor.enlarge();
	await editor.lines.nth(12).getByText('half').hover();
	await expect(page.locator('.cm-tooltip-hover')).toContainText('function half(int value) returns int result');
});

test('F12 goes to a definition, Control and a click as well, and Shift+F12 lists all uses', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await editor.enlarge();
	const use = editor.lines.nth(12).getByText('half');
	await use.click();
	await page.keyboard.press('F12');
	await expect(editor.place).toHaveText('6:14');
	await use.click({ modifiers: ['ControlOrMeta'] });
	await expect(editor.place).toHaveText('6:14');
	await page.keyboard.press('ControlOrMeta+Home');
	await use.click();
	await page.keyboard.press('Shift+F12');
	await expect(page.getByRole('option')).toHaveCount(2);
	await page.keyboard.press('ArrowDown');
	await expect(editor.place).toHaveText('13:21');
	await page.keyboard.press('Enter');
	await expect(editor.source).toBeFocused();
});

test('renaming a global changes all its uses, refuses what cannot be, and is one step of history', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await editor.enlarge();
	await editor.putCursor(4, 14);
	await page.keyboard.press('F2');
	const field = page.getByRole('textbox', { name: 'New name of level' });
	await expect(field).toBeFocused();
	await field.fill('while');
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	await field.fill('volume');
	await expect(field).toHaveAttribute('aria-invalid', 'false');
	await field.press('Enter');
	await expect(editor.source).toBeFocused();
	await expect(editor.lines.nth(3)).toHaveText('global int volume');
	await expect(editor.lines.nth(12)).toContainText('global volume = half');
	await expect(editor.lines.nth(13)).toContainText('= global volume;');
	await page.keyboard.press('ControlOrMeta+z');
	await expect(editor.lines.nth(13)).toContainText('= global level;');
	await expect(editor.lines.nth(3)).toHaveText('global int level');
});

test('the outline finds a declaration', async ({ editor }) => {
	const { page } = editor;
	await editor.write(DELAY);
	await page.keyboard.press('ControlOrMeta+Shift+o');
	const filter = page.getByRole('combobox', { name: 'Filter outline' });
	await expect(filter).toBeFocused();
	await filter.pressSequentially('proc');
	await expect(page.getByRole('option')).toHaveCount(1);
	await page.keyboard.press('Enter');
	await expect(editor.source).toBeFocused();
	await expect(editor.place).toHaveText('11:17');
});

test('formatting keeps the cursor at its word and is undone in one step', async ({ editor }) => {
	const { page } = editor;
	await editor.write('global   int level\nfunction process()\n{\nglobal level=1;\n}\n');
	await editor.enlarge();
	await editor.putCursor(4, 8);
	await page.keyboard.press('Shift+Alt+f');
	await expect(editor.lines.nth(0)).toHaveText('global int level');
	await expect(editor.lines.nth(3)).toContainText('global level = 1;');
	await expect(editor.place).toHaveText('4:9');
	await page.keyboard.press('ControlOrMeta+z');
	await expect(editor.lines.nth(3)).toHaveText('global level=1;');
});

test('files, their order, their history and what is shown outlive a reload', async ({ page }) => {
	const editor = new EditorPage(page);
	await editor.open();
	await editor.write(DELAY);
	await editor.write('// second');
	await expect(editor.file('untitled 2.impala')).toHaveAttribute('aria-selected', 'true');
	await editor.file('untitled.impala').click();
	await page.keyboard.press('F2');
	const name = page.getByRole('textbox', { name: 'New name of untitled.impala' });
	await name.fill('delay');
	await name.press('Enter');
	await expect(editor.file('delay.impala')).toBeFocused();
	await expect(editor.lines.first()).toContainText('PRAWN_FIRMWARE_PATCH_FORMAT');
	await editor.page.getByRole('textbox', { name: 'Config' }).fill('warm');
	await editor.historiesKept(2);
	await page.reload();
	// The page builds its firmware first, which takes a busy machine its time.
	await expect(editor.file('delay.impala')).toHaveAttribute('aria-selected', 'true', { timeout: 30_000 });
	await expect(editor.file('untitled 2.impala')).toBeVisible();
	await expect(editor.lines.first()).toContainText('PRAWN_FIRMWARE_PATCH_FORMAT');
	await expect(page.getByRole('textbox', { name: 'Config' })).toHaveValue('warm');
	await editor.source.press('ControlOrMeta+z');
	await expect(editor.source).toHaveText('');
	await editor.source.press('ControlOrMeta+Shift+z');
	await expect(editor.lines.first()).toContainText('PRAWN_FIRMWARE_PATCH_FORMAT');
	await editor.file('untitled 2.impala').click();
	await expect(editor.lines.first()).toHaveText('// second');
	await page.getByRole('button', { name: 'Close untitled 2.impala' }).click();
	await expect(editor.file('untitled 2.impala')).toHaveCount(0);
	await page.getByRole('button', { name: /untitled 2.impala was closed unsaved/ }).click();
	await expect(editor.lines.first()).toHaveText('// second');
});

test('source and GAZL stand side by side and light what belongs together', async ({ page }) => {
	const editor = new EditorPage(page);
	await editor.open();
	await editor.write(DELAY);
	await editor.enlarge();
	await page.getByRole('button', { name: 'Source beside GAZL' }).click();
	await expect(page.getByText('This file does not play.')).toBeVisible();
	await page.getByRole('button', { name: 'Play this file' }).click();
	await expect(editor.file('untitled.impala')).toHaveAccessibleName(/live/);
	const division = editor.gazl.locator('.cm-line').filter({ hasText: 'DIVi' });
	await expect(division).toBeVisible();
	await editor.lines.nth(7).click();
	await expect(division).toHaveClass(/cm-mappedLine/);
	await expect(editor.lines.nth(7)).toHaveClass(/cm-mappedLine/);
	await editor.gazl.locator('.cm-line').filter({ hasText: 'CALL' }).first().click();
	await expect(editor.lines.nth(12)).toHaveClass(/cm-mappedLine/);
	await expect(editor.place).toHaveText(/^13:/);
});

test('typing in five thousand lines touches the lines that can be seen, and no others', async ({ editor }) => {
	const { page } = editor;
	const functions = Array.from({ length: 1000 }, (_, i) => `function f${i}() returns int r\n{\n\tr = ${i};\n}\n\n`);
	await editor.write(functions.join(''));
	await editor.enlarge();
	await editor.source.press('ControlOrMeta+End');
	await expect(editor.place).toHaveText('5001:1');
	expect(await editor.lines.count()).toBeLessThan(150);
	// What was typed above is not drawn anew by typing here.
	await page.evaluate(() => {
		const changed = new Set<Element>();
		Object.assign(window, { changed });
		new MutationObserver((records) => {
			for (const { target } of records) {
				const line = (target instanceof Element ? target : target.parentElement)?.closest('.cm-line');
				if (line) changed.add(line);
			}
		}).observe(document.querySelector('.cm-content') as Element, { childList: true, subtree: true, characterData: true });
	});
	await page.keyboard.type('// the end');
	await expect(editor.lines.last()).toHaveText('// the end');
	expect(await page.evaluate(() => (window as unknown as { changed: Set<Element> }).changed.size)).toBeLessThanOrEqual(2);
	// An open comment at the top reaches to the end, which is seen to be one when it is looked at.
	await page.keyboard.press('ControlOrMeta+Home');
	await page.keyboard.type('/* ');
	await page.keyboard.press('ControlOrMeta+End');
	await expect(editor.lines.last().locator('.code-comment')).toHaveText('// the end');
	await expect(editor.source.locator('.code-keyword')).toHaveCount(0);
});

test('letters do not reach the page’s own keys, and Escape lets Tab leave the text', async ({ page }) => {
	const editor = new EditorPage(page);
	await editor.open();
	await editor.write('');
	await page.keyboard.type('f');
	await expect(editor.source).toHaveText('f');
	await expect(editor.dock).toHaveAttribute('data-enlarged', 'false');
	await page.keyboard.press('ControlOrMeta+Shift+Enter');
	await expect(editor.dock).toHaveAttribute('data-enlarged', 'true');
	await page.keyboard.press('Tab');
	await expect(editor.source).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(editor.dock).toHaveAttribute('data-enlarged', 'true');
	await page.keyboard.press('Tab');
	await expect(editor.source).not.toBeFocused();
	await page.keyboard.press('Escape');
	await expect(editor.dock).toHaveAttribute('data-enlarged', 'false');
});

test('axe finds nothing in the editor at 1024×768, in either theme', async ({ page }) => {
	test.slow();
	await page.setViewportSize({ width: 1024, height: 768 });
	const editor = new EditorPage(page);
	// The list of completions is scrolled by the text, which keeps the focus and points at the marked option.
	const violations = async (find = findViolations): Promise<readonly string[]> =>
		(await find(page, 'section[aria-label="Editor"]')).filter(
			(found) => !/^scrollable-region-focusable: <ul id="cm-ac/.test(found),
		);
	await stillPage(page);
	await editor.open();
	expect(await violations()).toEqual([]);
	await editor.write(`${DELAY}\nfunction faulty()\n{\n\tlevel = 1;\n}\n`);
	await page.getByRole('button', { name: 'Source beside GAZL' }).click();
	await editor.problems.click();
	await editor.enlarge();
	await expect(page.getByRole('option')).toHaveCount(1);
	expect(await violations()).toEqual([]);
	await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'daylight'));
	expect(await violations(findColourViolations)).toEqual([]);
	await editor.runCommand('Go to definition');
	await page.keyboard.press('ControlOrMeta+Shift+o');
	await page.keyboard.press('ControlOrMeta+f');
	await editor.source.press('ControlOrMeta+End');
	await page.keyboard.press('Control+Space');
	await expect(page.getByRole('listbox', { name: 'Completions' })).toBeVisible();
	expect(await violations()).toEqual([]);
});
