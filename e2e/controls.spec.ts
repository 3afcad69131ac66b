import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { GALLERY_URL } from '../playwright.config.ts';
import { findViolations, stillPage } from './support/axe.ts';

const GALLERY = `${GALLERY_URL}?still`;

/** The gallery keeps nothing, so every test of a worker may use one page: opening windows would take most of the time. */
const test = base.extend<object, { galleryPage: Page }>({
	galleryPage: [
		async ({ browser }, use) => {
			const context = await browser.newContext();
			await use(await context.newPage());
			await context.close();
		},
		{ scope: 'worker' },
	],
	page: async ({ galleryPage }, use) => {
		await galleryPage.emulateMedia({ reducedMotion: null });
		await galleryPage.setViewportSize({ width: 1440, height: 1200 });
		await use(galleryPage);
	},
});

test.beforeEach(async ({ page }) => {
	await page.goto(GALLERY);
	await expect(page.getByRole('heading', { name: 'Controls' })).toBeVisible();
});

function knob(page: Page, name: string): Locator {
	return page.getByRole('slider', { name, exact: true });
}

async function valueNow(control: Locator): Promise<number> {
	return Number(await control.getAttribute('aria-valuenow'));
}

/** Waits until a control has come to a value: what a hand does is drawn a little later. */
async function expectValue(control: Locator, value: number, digits = 5): Promise<void> {
	await expect.poll(() => valueNow(control)).toBeCloseTo(value, digits);
}

/** The middle of a control, in page coordinates. */
async function middleOf(control: Locator): Promise<{ x: number; y: number }> {
	await control.scrollIntoViewIfNeeded();
	const box = await control.boundingBox();
	if (!box) throw new Error('The control is not on the page.');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

for (const theme of ['dark', 'daylight']) {
	test(`axe finds nothing wrong in the ${theme} theme`, async ({ page }) => {
		await stillPage(page);
		await page.goto(`${GALLERY}&theme=${theme}`);
		await expect(page.getByRole('heading', { name: 'Controls' })).toBeVisible();
		expect(await findViolations(page)).toEqual([]);
	});
}

test('axe finds nothing wrong while lists, notes and entries are open', async ({ page }) => {
	await stillPage(page);
	await page.getByRole('button', { name: 'Clip: Drum loop' }).click();
	await expect(page.getByRole('listbox', { name: 'Clip' })).toBeVisible();
	expect(await findViolations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Bank', exact: true }).click();
	await expect(page.getByRole('menu', { name: 'Bank' })).toBeVisible();
	expect(await findViolations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'About the source' }).click();
	await knob(page, 'Level').click({ button: 'right' });
	await expect(page.getByRole('textbox', { name: 'Level, exact value' })).toBeVisible();
	expect(await findViolations(page)).toEqual([]);
});

test.describe('a knob', () => {
	test('does not move when it is clicked', async ({ page }) => {
		const freq = knob(page, 'Freq');
		const before = await valueNow(freq);
		const { x, y } = await middleOf(freq);
		for (const [dx, dy] of [
			[0, 0],
			[20, -25],
			[-25, 20],
		] as const) {
			await page.mouse.click(x + dx, y + dy);
			expect(await valueNow(freq)).toBe(before);
		}
	});

	test('follows a vertical drag, 200 px from stop to stop, and stops at the ends', async ({ page }) => {
		const level = knob(page, 'Level');
		const { x, y } = await middleOf(level);
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x, y - 52, { steps: 8 });
		await expectValue(level, 0.75);
		await page.mouse.move(x, y - 400, { steps: 4 });
		await expectValue(level, 1);
		await page.mouse.move(x, y - 390);
		await expectValue(level, 0.95);
		await page.mouse.up();
		await page.mouse.move(x, y);
		await expectValue(level, 0.95);
	});

	test('anchors anew when Shift goes down or up in the middle of a drag', async ({ page }) => {
		const level = knob(page, 'Level');
		const { x, y } = await middleOf(level);
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x, y - 42, { steps: 4 });
		await expectValue(level, 0.7);
		await page.keyboard.down('Shift');
		await expectValue(level, 0.7);
		await page.mouse.move(x, y - 62, { steps: 4 });
		await expectValue(level, 0.71);
		await page.keyboard.up('Shift');
		await expectValue(level, 0.71);
		await page.mouse.move(x, y - 72, { steps: 2 });
		await expectValue(level, 0.76);
		await page.mouse.up();
	});

	test('turns with the wheel without scrolling the page, and finely with Shift', async ({ page }) => {
		await page.setViewportSize({ width: 1440, height: 500 });
		const level = knob(page, 'Level');
		const { x, y } = await middleOf(level);
		const scrolled = await page.evaluate(() => window.scrollY);
		await page.mouse.move(x, y);
		await page.mouse.wheel(0, -100);
		await expectValue(level, 0.51);
		await page.keyboard.down('Shift');
		await page.mouse.wheel(0, -100);
		await expectValue(level, 0.511);
		await page.keyboard.up('Shift');
		expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
	});

	test('is worked by keys alone and says its value with its unit', async ({ page }) => {
		const level = knob(page, 'Level');
		await level.focus();
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('Shift+ArrowUp');
		await expectValue(level, 0.511);
		await page.keyboard.press('PageUp');
		await expectValue(level, 0.611);
		await page.keyboard.press('End');
		await expect(level).toHaveAttribute('aria-valuetext', '+54.00 dB');
		await page.keyboard.press('Home');
		await expect(level).toHaveAttribute('aria-valuetext', '−54.00 dB');
		await page.keyboard.press('Delete');
		await expect(level).toHaveAttribute('aria-valuetext', '+0.00 dB');
	});

	test('goes back to its default on a double click', async ({ page }) => {
		const freq = knob(page, 'Freq');
		await freq.dblclick();
		await expectValue(freq, 0.5);
	});

	test('shows its readout only while it is in use', async ({ page }) => {
		const readout = page.getByText('+0.00 dB', { exact: true });
		await expect(readout).toBeHidden();
		await knob(page, 'Level').hover();
		await expect(readout).toBeVisible();
	});

	test('takes an exact value, keeps a refused one open, and gives the focus back', async ({ page }) => {
		const level = knob(page, 'Level');
		await level.focus();
		await page.keyboard.press('Enter');
		const entry = page.getByRole('textbox', { name: 'Level, exact value' });
		await expect(entry).toBeFocused();
		await entry.fill('loud');
		await page.keyboard.press('Enter');
		await expect(entry).toHaveAttribute('aria-invalid', 'true');
		await entry.fill('-13.5');
		await page.keyboard.press('Enter');
		await expect(entry).toBeHidden();
		await expect(level).toBeFocused();
		await expect(level).toHaveAttribute('aria-valuetext', '−13.50 dB');
		await level.click({ button: 'right' });
		await entry.fill('20');
		await page.keyboard.press('Escape');
		await expect(level).toHaveAttribute('aria-valuetext', '−13.50 dB');
		await page.keyboard.press('F2');
		await expect(entry).toBeFocused();
	});

	test('with steps moves from stop to stop', async ({ page }) => {
		const stepped = knob(page, 'Stepped');
		await stepped.focus();
		await page.keyboard.press('ArrowUp');
		await expectValue(stepped, 4 / 6, 3);
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowUp');
		await expectValue(stepped, 1);
	});

	test('that is disabled takes neither hand nor key', async ({ page }) => {
		const disabled = knob(page, 'Disabled');
		const before = await valueNow(disabled);
		const { x, y } = await middleOf(disabled);
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x, y - 60, { steps: 3 });
		await page.mouse.up();
		expect(await valueNow(disabled)).toBe(before);
		await expect(disabled).toHaveAttribute('tabindex', '-1');
	});
});

test.describe('a rotary switch', () => {
	test('steps on by a click on the dial, back with Shift, and goes round', async ({ page }) => {
		const placement = knob(page, 'Placement');
		await expect(placement).toHaveAttribute('aria-valuetext', 'out');
		await placement.click();
		await expect(placement).toHaveAttribute('aria-valuetext', 'off');
		await placement.click();
		await expect(placement).toHaveAttribute('aria-valuetext', 'in');
		await placement.click({ modifiers: ['Shift'] });
		await expect(placement).toHaveAttribute('aria-valuetext', 'off');
	});

	test('goes to the name that is clicked', async ({ page }) => {
		await page.getByText('osc', { exact: true }).click();
		await expect(knob(page, 'Operator')).toHaveAttribute('aria-valuetext', 'osc');
	});

	test('moves with arrows and does not go round by them', async ({ page }) => {
		const operator = knob(page, 'Operator');
		await operator.focus();
		await page.keyboard.press('ArrowRight');
		await expect(operator).toHaveAttribute('aria-valuetext', 'mul');
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowRight');
		await expect(operator).toHaveAttribute('aria-valuetext', 'rnd');
	});
});

test.describe('a bank of switches', () => {
	function bits(page: Page): Locator {
		return page.getByRole('group', { name: 'High bits' });
	}

	async function read(page: Page): Promise<string> {
		const switches = await bits(page).getByRole('switch').all();
		const states = await Promise.all(switches.map((one) => one.getAttribute('aria-checked')));
		return states.map((state) => (state === 'true' ? '1' : '0')).join('');
	}

	test('has its most significant bit at the left and throws the switch that is clicked', async ({ page }) => {
		await expect.poll(() => read(page)).toBe('10100101');
		await bits(page).getByRole('switch', { name: 'bit 6' }).click();
		await expect.poll(() => read(page)).toBe('11100101');
		await expect(page.getByRole('spinbutton', { name: 'High byte' })).toHaveAttribute('aria-valuetext', '0xE5, 229');
	});

	test('is one tab stop; arrows move in it, Space, Up and Down throw', async ({ page }) => {
		await bits(page).getByRole('switch', { name: 'bit 7' }).focus();
		await page.keyboard.press('ArrowRight');
		await expect(bits(page).getByRole('switch', { name: 'bit 6' })).toBeFocused();
		await page.keyboard.press('Space');
		await expect.poll(() => read(page)).toBe('11100101');
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => read(page)).toBe('11100100');
		await page.keyboard.press('ArrowUp');
		await expect.poll(() => read(page)).toBe('11100101');
		await page.keyboard.press('Tab');
		await expect(page.getByRole('group', { name: 'Low bits' }).getByRole('switch', { name: 'bit 7' })).toBeFocused();
		await page.keyboard.press('Shift+Tab');
		await expect(bits(page).getByRole('switch', { name: 'bit 0' })).toBeFocused();
	});

	test('is painted by Shift and drag: what the first became, the following take', async ({ page }) => {
		const from = await middleOf(bits(page).getByRole('switch', { name: 'bit 6' }));
		const to = await middleOf(bits(page).getByRole('switch', { name: 'bit 1' }));
		await page.keyboard.down('Shift');
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(to.x, to.y);
		await page.mouse.up();
		await page.keyboard.up('Shift');
		await expect.poll(() => read(page)).toBe('11111111');
	});

	test('is painted by a finger without Shift', async ({ page }) => {
		const from = await middleOf(bits(page).getByRole('switch', { name: 'bit 7' }));
		const to = await middleOf(bits(page).getByRole('switch', { name: 'bit 4' }));
		const devtools = await page.context().newCDPSession(page);
		await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
		for (const part of [0.3, 0.6, 1]) {
			const touch = { x: from.x + (to.x - from.x) * part, y: from.y };
			await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [touch] });
		}
		await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
		await expect.poll(() => read(page)).toBe('00000101');
	});

	test('is not painted by a drag without Shift', async ({ page }) => {
		const from = await middleOf(bits(page).getByRole('switch', { name: 'bit 6' }));
		const to = await middleOf(bits(page).getByRole('switch', { name: 'bit 1' }));
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(to.x, to.y, { steps: 6 });
		await page.mouse.up();
		await expect.poll(() => read(page)).toBe('11100101');
	});
});

test.describe('a hex byte', () => {
	test('is typed digit by digit', async ({ page }) => {
		const byte = page.getByRole('spinbutton', { name: 'Low byte' });
		await byte.focus();
		await page.keyboard.type('b');
		await expect(byte).toHaveAttribute('aria-valuetext', '0xBF, 191');
		await page.keyboard.type('2');
		await expect(byte).toHaveAttribute('aria-valuetext', '0xB2, 178');
	});

	test('moves by 1 and by 16 with keys, without a carry into its neighbour', async ({ page }) => {
		const high = page.getByRole('spinbutton', { name: 'High byte' });
		const low = page.getByRole('spinbutton', { name: 'Low byte' });
		await low.focus();
		await page.keyboard.press('ArrowUp');
		await expect(low).toHaveAttribute('aria-valuenow', '64');
		await page.keyboard.press('PageDown');
		await expect(low).toHaveAttribute('aria-valuenow', '48');
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowUp');
		await expect(low).toHaveAttribute('aria-valuenow', '255');
		await expect(high).toHaveAttribute('aria-valuenow', String(0xa5));
	});

	test('is dragged 2 px a step and does not move when clicked', async ({ page }) => {
		const byte = page.getByRole('spinbutton', { name: 'Low byte' });
		const { x, y } = await middleOf(byte);
		await page.mouse.click(x, y);
		await expect(byte).toHaveAttribute('aria-valuenow', '63');
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x, y - 22, { steps: 5 });
		await page.mouse.up();
		await expect(byte).toHaveAttribute('aria-valuenow', '73');
	});

	test('steps by its arrows and by a notch of the wheel', async ({ page }) => {
		const byte = page.getByRole('spinbutton', { name: 'Low byte' });
		await page.getByRole('button', { name: 'Low byte, up' }).click();
		await expect(byte).toHaveAttribute('aria-valuenow', '64');
		await page.getByRole('button', { name: 'Low byte, down' }).click();
		await expect(byte).toHaveAttribute('aria-valuenow', '63');
		await byte.hover();
		await page.mouse.wheel(0, 100);
		await expect(byte).toHaveAttribute('aria-valuenow', '62');
	});
});

test('toggles and rockers are switches for the keyboard', async ({ page }) => {
	const toggle = page.getByRole('switch', { name: 'Toggle' });
	await toggle.focus();
	await page.keyboard.press('Space');
	await expect(toggle).toHaveAttribute('aria-checked', 'false');
	await page.keyboard.press('ArrowUp');
	await expect(toggle).toHaveAttribute('aria-checked', 'true');
	const rocker = page.getByRole('switch', { name: 'Limiter' });
	await rocker.focus();
	await page.keyboard.press('Space');
	await expect(rocker).toHaveAttribute('aria-checked', 'false');
	await rocker.click();
	await expect(rocker).toHaveAttribute('aria-checked', 'true');
});

test('a momentary rocker acts on press, once, by hand and by key', async ({ page }) => {
	const presses = page.locator('output[data-presses]');
	const reset = page.getByRole('button', { name: 'Reset' });
	const { x, y } = await middleOf(reset);
	await page.mouse.move(x, y);
	await page.mouse.down();
	await expect(presses).toHaveAttribute('data-presses', '1');
	await page.mouse.up();
	await expect(presses).toHaveAttribute('data-presses', '1');
	await page.keyboard.down('Space');
	await expect(presses).toHaveAttribute('data-presses', '2');
	await page.keyboard.up('Space');
	await page.keyboard.press('Enter');
	await expect(presses).toHaveAttribute('data-presses', '3');
	await page.getByRole('button', { name: 'Start' }).focus();
	await page.keyboard.press('Enter');
	await expect(presses).toHaveAttribute('data-presses', '4');
});

test('a pair of rockers goes back and on', async ({ page }) => {
	await page.getByRole('button', { name: 'Next program' }).click();
	await page.getByRole('button', { name: 'Next program' }).press('Enter');
	await expect(page.getByRole('img', { name: 'Program: A2' })).toBeAttached();
	await page.getByRole('button', { name: 'Previous program' }).press('Space');
	await expect(page.getByRole('button', { name: /^Program: A1/ })).toBeVisible();
});

test.describe('a popup list', () => {
	test('opens, moves, finds what is typed and chooses by keys, and gives the focus back', async ({ page }) => {
		const trigger = page.getByRole('button', { name: /^Clip/ });
		await trigger.focus();
		await page.keyboard.press('ArrowDown');
		const list = page.getByRole('listbox', { name: 'Clip' });
		await expect(list).toBeFocused();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect(trigger).toHaveAccessibleName('Clip: Voice');
		await expect(trigger).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(list).toBeFocused();
		await page.keyboard.type('si');
		await page.keyboard.press('Enter');
		await expect(trigger).toHaveAccessibleName('Clip: Sine sweep');
	});

	test('leaves by Escape or a press elsewhere without choosing', async ({ page }) => {
		const trigger = page.getByRole('button', { name: /^Clip/ });
		const list = page.getByRole('listbox', { name: 'Clip' });
		await trigger.click();
		await expect(list).toBeVisible();
		await page.keyboard.press('End');
		await page.keyboard.press('Escape');
		await expect(list).toBeHidden();
		await expect(trigger).toBeFocused();
		await trigger.click();
		await expect(list).toBeVisible();
		await page.mouse.click(5, 5);
		await expect(list).toBeHidden();
		await expect(trigger).toHaveAccessibleName('Clip: Drum loop');
	});

	test('closes when its button is clicked again', async ({ page }) => {
		const trigger = page.getByRole('button', { name: /^Clip/ });
		await trigger.click();
		await expect(trigger).toHaveAttribute('aria-expanded', 'true');
		await trigger.click();
		await expect(trigger).toHaveAttribute('aria-expanded', 'false');
	});

	test('as a menu passes over disabled items and does what is chosen', async ({ page }) => {
		await page.getByRole('button', { name: 'Bank', exact: true }).click();
		await expect(page.getByRole('menu', { name: 'Bank' })).toBeFocused();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect(page.getByText('Done: open.')).toBeVisible();
	});
});

test('tabs are one tab stop and arrows choose', async ({ page }) => {
	await page.getByRole('tab', { name: 'Console' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Scope' })).toBeFocused();
	await expect(page.getByRole('tabpanel', { name: 'Scope' })).toContainText('scope: ready');
	await page.keyboard.press('Home');
	await expect(page.getByRole('tab', { name: 'Editor' })).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('tabpanel', { name: 'Editor' })).toBeFocused();
});

test('a split moves by arrows the way they point, by hand, and back by a double click', async ({ page }) => {
	const columns = page.getByRole('separator', { name: 'Width of the left pane' });
	await columns.focus();
	await page.keyboard.press('ArrowRight');
	await expect(columns).toHaveAttribute('aria-valuenow', '41');
	const rows = page.getByRole('separator', { name: 'Height of the upper pane' });
	await rows.focus();
	await page.keyboard.press('ArrowDown');
	await expect(rows).toHaveAttribute('aria-valuenow', '51');
	const { x, y } = await middleOf(columns);
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + 40, y, { steps: 5 });
	await page.mouse.up();
	await expect.poll(async () => Math.abs((await middleOf(columns)).x - (x + 38))).toBeLessThan(4);
	await columns.dblclick();
	await expect(columns).toHaveAttribute('aria-valuenow', '50');
});

test('a help mark opens by click and by keyboard, and closes by click, Escape and leaving', async ({ page }) => {
	const mark = page.getByRole('button', { name: 'About the source' });
	const note = page.getByRole('note').filter({ hasText: 'goes into the instrument' });
	await mark.click();
	await expect(note).toBeVisible();
	await mark.click();
	await expect(note).toBeHidden();
	await mark.blur();
	await page.getByRole('button', { name: 'Clip: Drum loop' }).focus();
	await page.keyboard.press('Shift+Tab');
	await expect(mark).toBeFocused();
	await expect(note).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(note).toBeHidden();
	await page.keyboard.press('Enter');
	await expect(note).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(note).toBeHidden();
});

test('a tooltip describes its control and comes with the keyboard', async ({ page }) => {
	await page.getByRole('button', { name: 'Step', exact: true }).first().focus();
	await page.keyboard.press('Tab');
	const tip = page.getByRole('tooltip', { name: '' }).filter({ hasText: 'one tick' });
	await expect(tip).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(tip).toBeHidden();
});

test('a text field says what is wrong beside itself', async ({ page }) => {
	await page.getByRole('textbox', { name: 'Clock' }).fill('fast');
	await expect(page.getByRole('alert')).toHaveText('This is not a number; write it as 44.1 kHz.');
	await expect(page.getByRole('textbox', { name: 'Clock' })).toHaveAccessibleDescription(/not a number/);
});

test('a meter says its level and its peak', async ({ page }) => {
	await expect(page.getByRole('meter', { name: 'Output level' })).toHaveAttribute('aria-valuetext', '−7.0 dB, peak −2.0 dB');
});

test('lamps are lit by a drawing loop, without a render', async ({ page }) => {
	/** Red, green and blue in the middle of the lamp at a column of the upper, red row or the lower, green one. */
	const light = async (column: number, row: 0 | 1): Promise<readonly number[]> =>
		await page.getByRole('img', { name: 'Memory' }).evaluate(
			(element, place) => {
				const canvas = element as HTMLCanvasElement;
				const context = canvas.getContext('2d');
				if (!context) throw new Error('The matrix has no context.');
				// The array in its own units: a margin of 15, columns 14.6 apart, rows 16 apart.
				const scale = canvas.width / (31 * 14.6 + 30);
				const [x, y] = [15 + place.column * 14.6, 15 + place.row * 16].map((length) => Math.round(length * scale));
				return [...context.getImageData(x ?? 0, y ?? 0, 1, 1).data.slice(0, 3)];
			},
			{ column, row },
		);
	// The gallery's still picture: the write position at column 21, a read position nine columns behind.
	await expect.poll(async () => (await light(21, 0))[0]).toBeGreaterThan(200);
	await expect.poll(async () => (await light(12, 1))[1]).toBeGreaterThan(200);
	// Drawn at once with those that are lit.
	expect((await light(28, 0))[0]).toBeLessThan(120);
	expect((await light(28, 1))[1]).toBeLessThan(100);
});

test('the focus ring is copper and 2 px wide', async ({ page }) => {
	const level = knob(page, 'Level');
	await level.focus();
	await page.keyboard.press('ArrowUp');
	await expect(level).toHaveCSS('outline-width', '2px');
	await expect(level).toHaveCSS('outline-style', 'solid');
	await expect(level).toHaveCSS('outline-color', 'oklch(0.7 0.11 50)');
});

test('nothing moves by itself when reduced motion is asked for', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	const moving = async (): Promise<number> =>
		await page.evaluate(
			() =>
				[...document.querySelectorAll('*')].filter((element) => {
					const style = getComputedStyle(element);
					return (
						style.transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0) ||
						style.animationName !== 'none'
					);
				}).length,
		);
	await expect.poll(moving).toBe(0);
});
