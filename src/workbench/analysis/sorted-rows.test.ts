import { expect, it } from 'vitest';
import { type Column, sortedRows, sortingAfter } from './sorted-rows.ts';

interface Person {
	readonly name: string;
	readonly age: number;
}

const NAME: Column<Person> = { id: 'name', title: 'name', meaning: '', characters: 8, isText: true, text: ({ name }) => name };
const AGE: Column<Person> = {
	id: 'age',
	title: 'age',
	meaning: '',
	characters: 3,
	text: ({ age }) => `${age} years`,
	sortValue: ({ age }) => age,
};
const PEOPLE: readonly Person[] = [
	{ name: 'Bo', age: 9 },
	{ name: 'Al', age: 10 },
	{ name: 'Cy', age: 9 },
];

it('sorts numbers by size, not by their print, and keeps the order of equal ones', () => {
	const names = (descending: boolean) => sortedRows(PEOPLE, [NAME, AGE], { column: 'age', descending }).map(({ name }) => name);
	expect(names(false)).toEqual(['Bo', 'Cy', 'Al']);
	expect(names(true)).toEqual(['Al', 'Bo', 'Cy']);
});

it('sorts texts by the alphabet', () => {
	const sorted = sortedRows(PEOPLE, [NAME, AGE], { column: 'name', descending: false });
	expect(sorted.map(({ name }) => name)).toEqual(['Al', 'Bo', 'Cy']);
});

it('turns round at the second press, and begins with the largest number or the first text', () => {
	const byAge = sortingAfter({ column: 'name', descending: false }, AGE);
	expect(byAge).toEqual({ column: 'age', descending: true });
	expect(sortingAfter(byAge, AGE)).toEqual({ column: 'age', descending: false });
	expect(sortingAfter(byAge, NAME)).toEqual({ column: 'name', descending: false });
});
