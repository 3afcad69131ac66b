import { describe, expect, it } from 'vitest';
import { impalaIndentation, TAB_COLUMNS } from './indentation.ts';

describe('the indentation of a new line', () => {
	it.each([
		['\tx = 1;', '', 1],
		['function process()', '{', 0],
		['{', 'x = 1;', 1],
		['\tloop {', 'yield();', 2],
		['\tloop {', '}', 1],
		['\t\tx = 1;', '}', 1],
		['\t} else {', 'x = 1;', 2],
		['\tif (a) { b(); }', 'c();', 1],
		['\tx = 1; // {', 'y = 2;', 1],
		['\ttrace("{");', 'y = 2;', 1],
		['}', 'function next()', 0],
	])('behind %j and for %j is %i', (above, line, levels) => {
		expect(impalaIndentation(above, line)).toBe(levels * TAB_COLUMNS);
	});

	it('keeps odd columns of blanks', () => {
		expect(impalaIndentation('  x = 1;', 'y = 2;')).toBe(2);
	});
});
