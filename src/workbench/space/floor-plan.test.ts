import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFloor, ROOM_LABEL_PX, roomAt } from './floor-plan.ts';

const items = fc.array(fc.integer({ min: 1, max: 1_200_000 }), { minLength: 1, maxLength: 10 });
const sheets = fc.record({
	groups: fc.array(items, { minLength: 1, maxLength: 5 }),
	width: fc.integer({ min: 320, max: 1900 }),
	height: fc.integer({ min: 240, max: 1100 }),
});

function planOf({ groups, width, height }: { groups: readonly number[][]; width: number; height: number }) {
	return planFloor(
		groups.map((words, group) => ({
			id: `group ${group}`,
			emphasis: 1,
			items: words.map((size, item) => ({ id: `${group}.${item}`, words: size })),
		})),
		width,
		height,
	);
}

test('everything is on the sheet, in its group, and nothing on anything else', () => {
	fc.assert(
		fc.property(sheets, (sheet) => {
			const { rooms, groups, width, height } = planOf(sheet);
			expect(rooms).toHaveLength(sheet.groups.flat().length);
			for (const { item, box } of rooms) {
				const group = groups.find(({ id }) => id === `group ${item.id.split('.')[0]}`)?.box;
				expect(group).toBeDefined();
				expect(box.x).toBeGreaterThanOrEqual(0);
				expect(box.x + box.width).toBeLessThanOrEqual(width + 0.01);
				expect(box.y).toBeGreaterThanOrEqual((group?.y ?? 0) - 0.01);
				expect(box.y + box.height).toBeLessThanOrEqual(Math.min(height, (group?.y ?? 0) + (group?.height ?? 0)) + 0.01);
			}
			for (const { item, box } of rooms) {
				expect(roomAt({ rooms, groups, width, height }, box.x + box.width / 2, box.y + box.height / 2)?.item).toBe(item);
			}
		}),
	);
});

test('on a sheet of the usual size a region of 32 words beside one of a million can be hit', () => {
	const { rooms } = planOf({ groups: [[32, 130_000, 2048, 8192, 65_536, 1_048_576, 228], [131_072]], width: 530, height: 330 });
	for (const { box } of rooms) {
		expect(box.width).toBeGreaterThanOrEqual(44);
		expect(box.height - ROOM_LABEL_PX).toBeGreaterThanOrEqual(10);
	}
	const room = (words: number) => {
		const { width = 0, height = 0 } = rooms.find(({ item }) => item.words === words)?.grid.box ?? {};
		return width * height;
	};
	for (const words of [32, 130_000, 2048, 8192, 65_536, 228]) expect(room(1_048_576)).toBeGreaterThan(room(words));
});
