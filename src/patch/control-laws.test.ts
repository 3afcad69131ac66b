import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryProgram } from './banks.testing.ts';
import {
	clockHz,
	clockKHzAt,
	clockKHzPosition,
	controlPosition,
	controlStops,
	filterAt,
	filterPosition,
	freedAtTempo,
	levelDbAt,
	levelPosition,
	snapPosition,
	withControlPosition,
	withDefaultSetting,
	withSyncMode,
} from './control-laws.ts';
import { defaultProgram } from './program.ts';
import { PROGRAM_PARAMETERS } from './program-fields.ts';

const position = fc.double({ min: 0, max: 1, noNaN: true });

/** Within the share that section 10 of the specification allows. */
function expectNear(actual: number, expected: number, share = 1e-4): void {
	expect(Math.abs(actual - expected)).toBeLessThanOrEqual(share * Math.abs(expected));
}

describe('level knobs', () => {
	it('follow 54·s·|s|', () => {
		expectNear(levelDbAt(0.7), 8.64);
		expectNear(levelDbAt(0.195), -20.0934);
		expect([levelDbAt(0), levelDbAt(0.5), levelDbAt(1)]).toEqual([-54, 0, 54]);
	});

	it('find the position of every level', () => {
		fc.assert(
			fc.property(position, (x) => {
				expect(levelPosition(levelDbAt(x))).toBeCloseTo(x, 6);
			}),
		);
		expect(levelPosition(0)).toBe(0.5);
		expect([levelPosition(-100), levelPosition(100)]).toEqual([0, 1]);
	});
});

describe('the filter knob', () => {
	it.each([
		[0.585, 'highpass', 59.3356],
		[0.035, 'lowpass', 62.5937],
		[0.495, 'lowpass', 22512.8],
		[1, 'highpass', 12000],
		[0, 'lowpass', 40],
	] as const)('is at %d a %s of %d Hz', (x, mode, hz) => {
		const filter = filterAt(x);
		expect(filter.mode).toBe(mode);
		expectNear(filter.hz, hz);
	});

	it('is off in the middle and there only', () => {
		expect(filterAt(0.5)).toEqual({ mode: 'off', hz: 0 });
		expect(filterPosition({ mode: 'off', hz: 0 })).toBe(0.5);
		expect(filterPosition({ mode: 'lowpass', hz: 24000 })).toBeLessThan(0.5);
		expect(filterPosition({ mode: 'highpass', hz: 20 })).toBeGreaterThan(0.5);
	});

	it('finds the position of every cutoff', () => {
		fc.assert(
			fc.property(position, (x) => {
				expect(filterPosition(filterAt(x))).toBeCloseTo(x, 8);
			}),
		);
	});
});

describe('the free clock knob', () => {
	it.each([
		[0, 0],
		[0.25, 22.05],
		[0.5, 44.1],
		[0.52, 47.925],
		[0.75, 124.73],
		[1, 352.8],
	])('is at %d %d kHz', (x, kHz) => {
		expectNear(clockKHzAt(x), kHz);
	});

	it('finds the position of every rate', () => {
		fc.assert(
			fc.property(position, (x) => {
				expect(clockKHzPosition(clockKHzAt(x))).toBeCloseTo(x, 12);
			}),
		);
		expect(clockKHzPosition(1000)).toBe(1);
	});
});

describe('the sync dial', () => {
	it('keeps the clock knob where it is and quantizes it', () => {
		const synced = withSyncMode({ ...defaultProgram(), clock: { kind: 'free', kHz: 88.2 } }, 'triplets');
		// 88.2 kHz is at 1/2 + 1/6 of the turn: division 4 of 0…6.
		expect(synced).toMatchObject({ syncMode: 'triplets', clock: { kind: 'synced', division: '1/2' } });
		const freed = withSyncMode(synced, 'off');
		expect(freed.clock.kind === 'free' && freed.clock.kHz).toBeCloseTo(88.2, 9);
		expect(withSyncMode(defaultProgram(), 'standard').clock).toEqual({ kind: 'synced', division: '1/1' });
	});

	it('keeps the division between synced modes', () => {
		const dotted = withSyncMode(
			{ ...defaultProgram(), clock: { kind: 'synced', division: '1/8' }, syncMode: 'standard' },
			'dotted',
		);
		expect(dotted).toMatchObject({ syncMode: 'dotted', clock: { kind: 'synced', division: '1/8' } });
	});

	it('can be left at the rate of the tempo, as far as the knob goes', () => {
		const half = { ...defaultProgram(), syncMode: 'standard', clock: { kind: 'synced', division: '1/1' } } as const;
		expect(clockHz(half, 120)).toBe(32768);
		expect(freedAtTempo(half, 120)).toMatchObject({ syncMode: 'off', clock: { kind: 'free', kHz: 32.768 } });
		const fast = { ...half, clock: { kind: 'synced', division: '1/8' } } as const;
		expect(freedAtTempo(fast, 300).clock).toEqual({ kind: 'free', kHz: 352.8 });
	});
});

describe('every control', () => {
	it('has 18 positions whose defaults are those of the panel', () => {
		const positions = PROGRAM_PARAMETERS.map(({ property }) => controlPosition(defaultProgram(), property));
		expect(positions).toEqual([0.5, 0, 0.5, 1, 0, 0, 0, 0.5, 1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0]);
	});

	it('numbers choices i/(n−1) and bytes v/255', () => {
		const program = {
			...defaultProgram(),
			operator1: 3,
			operand2High: 51,
			syncMode: 'triplets',
			filterPlacement: 'input',
		} as const;
		expect(controlPosition(program, 'operator1')).toBe(3 / 4);
		expect(controlPosition(program, 'operand2High')).toBe(51 / 255);
		expect(controlPosition(program, 'syncMode')).toBe(2 / 3);
		expect(controlPosition(program, 'filterPlacement')).toBe(1 / 3);
	});

	it('put where it is changes nothing that a bank could tell', () => {
		fc.assert(
			fc.property(arbitraryProgram, fc.constantFrom(...PROGRAM_PARAMETERS), (program, { property }) => {
				const again = withControlPosition(program, property, controlPosition(program, property));
				const [before, after] = [program[property], again[property]];
				const number = (value: typeof before) =>
					typeof value === 'number'
						? value
						: typeof value !== 'object'
							? 0
							: 'hz' in value
								? value.hz
								: value.kind === 'free'
									? value.kHz
									: 0;
				expect(Math.abs(number(after) - number(before))).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(number(before))));
				if (typeof before !== 'number' && typeof before !== 'object') expect(after).toEqual(before);
				expect({ ...again, [property]: null }).toEqual({ ...program, [property]: null });
			}),
		);
	});

	it('put to any position leaves a program whose clock and sync mode agree', () => {
		fc.assert(
			fc.property(arbitraryProgram, fc.constantFrom(...PROGRAM_PARAMETERS), fc.double(), (program, { property }, x) => {
				const changed = withControlPosition(program, property, x);
				expect(changed.clock.kind).toBe(changed.syncMode === 'off' ? 'free' : 'synced');
				const reached = controlPosition(changed, property);
				expect(reached).toBeGreaterThanOrEqual(0);
				expect(reached).toBeLessThanOrEqual(1);
			}),
		);
	});

	it('goes back to its default, the clock to that of its sync mode', () => {
		const synced = {
			...defaultProgram(),
			syncMode: 'dotted',
			clock: { kind: 'synced', division: '8/1' },
			mixPercent: 3,
		} as const;
		expect(withDefaultSetting(synced, 'mixPercent')).toEqual({ ...synced, mixPercent: 100 });
		expect(withDefaultSetting(synced, 'clock').clock).toEqual({ kind: 'synced', division: '1/1' });
		expect(withDefaultSetting({ ...defaultProgram(), clock: { kind: 'free', kHz: 1 } }, 'clock')).toEqual(defaultProgram());
		expect(withDefaultSetting({ ...synced, clock: { kind: 'synced', division: '1/1' } }, 'syncMode')).toEqual({
			...defaultProgram(),
			mixPercent: 3,
		});
	});

	it('comes to rest on its stops, or on a grid that holds the middle', () => {
		const program = defaultProgram();
		expect(snapPosition(program, 'inputLevelDb', 0.5012)).toBe(0.5);
		expect(snapPosition(program, 'inputLevelDb', 0.5012, true)).toBe(0.501);
		expect(snapPosition(program, 'clock', 0.5221)).toBe(0.52);
		expect(snapPosition(withSyncMode(program, 'standard'), 'clock', 0.5221)).toBe(0.5);
		expect(snapPosition(program, 'operator1', 0.3)).toBe(0.25);
		expect(snapPosition(program, 'limiter', 0.7)).toBe(1);
		expect(
			['mixPercent', 'operand1Low', 'syncMode', 'operator2', 'reverse'].map((p) => controlStops(program, p as 'reverse')),
		).toEqual([null, 256, 4, 5, 2]);
	});
});
