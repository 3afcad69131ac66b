import { describe, expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { type FramePlan, planFrame } from './frame-plan.ts';

/** Plan of a function with slots result 0, x 1, array 2 to 5, y 6, second 7 to 8, z 9; transients from 10. */
function planOf(body: string): FramePlan {
	const program = programOf(`f: FUNC
result: OUTi
x: LOCi
array: LOCA *4
y: LOCi
second: LOCA *2
z: LOCi
${body}	RETU
`);
	return planFrame(program, program.functions[0]);
}

describe('cached slots', () => {
	test('are those that instructions name as values', () => {
		const plan = planOf('\tADDi result x y\n\tMOVi %1 z\n');
		expect(plan.cachedSlots).toEqual([0, 1, 6, 9, 11]);
		expect([...plan.cacheIndex]).toEqual([
			[0, 0],
			[1, 1],
			[6, 2],
			[9, 3],
			[11, 4],
		]);
		expect(plan).toMatchObject({ locals: 10, transients: 2 });
	});

	test('are counted below any slot', () => {
		const { cachedBelow } = planOf('\tADDi result x y\n\tMOVi %1 z\n');
		expect([0, 1, 2, 6, 7, 9, 10, 11, 12, 1000].map(cachedBelow)).toEqual([0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
	});

	test('are none of an array whose address or index is used, whoever names its words', () => {
		expect(planOf('\tGETL x array y\n\tMOVi y array:2\n').cachedSlots).toEqual([1, 6]);
		expect(planOf('\tSETL array x y\n\tMOVi y array:2\n').cachedSlots).toEqual([1, 6]);
		expect(planOf('\tADRL %0 array:1 *3\n\tMOVi y array:2\n').cachedSlots).toEqual([6, 10]);
		expect(planOf('\tMOVi y array:2\n').cachedSlots).toEqual([4, 6]);
	});

	test('are the neighbours of a scalar whose address is taken, but not itself', () => {
		expect(planOf('\tADRL %0 y *0\n\tADDi x y z\n').cachedSlots).toEqual([1, 9, 10]);
	});
});

describe('resident slots', () => {
	test('reach to the end of their array', () => {
		const { residentExtent } = planOf('\tGETL x array y\n');
		expect([1, 2, 3, 5, 6, 7].map(residentExtent)).toEqual([0, 4, 3, 1, 0, 0]);
	});

	test('go on into a neighbour that is resident too', () => {
		const { residentExtent } = planOf('\tGETL x array y\n\tADRL %0 y *0\n\tGETL x second z\n');
		expect([2, 6, 7, 8, 9].map(residentExtent)).toEqual([7, 3, 2, 1, 0]);
	});

	test('are one of the transients where an access is based on one', () => {
		const { residentExtent, cachedSlots } = planOf('\tMOVi %0 #1\n\tMOVi %1 #1\n\tMOVi %2 #1\n\tADRL %0 %1 *0\n');
		expect([10, 11, 12].map(residentExtent)).toEqual([0, 1, 0]);
		expect(cachedSlots).toEqual([10, 12]);
	});

	test('are none behind the frame: an access with a base there is always checked', () => {
		// z is slot 9, so the base is slot 20; the frame ends at 11.
		const plan = planOf('\tMOVi %0 #1\n\tGETL x z:11 y\n');
		expect(plan.locals + plan.transients).toBe(11);
		expect(plan.residentExtent(20)).toBe(0);
		// Here it is the last transient.
		expect(planOf('\tMOVi %11 #1\n\tGETL x z:11 y\n').residentExtent(20)).toBe(1);
	});
});
