import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, gutter } from '@codemirror/view';

/** What a line has cost in a profile. */
export interface LineCost {
	/** From 1. */
	readonly line: number;
	/** Cycles in a second of sound. */
	readonly cyclesPerSecond: number;
	/** Of all cycles of the firmware, 0…1. */
	readonly share: number;
	/** Cycles of it that accesses of the heap took, in a second. */
	readonly accessCyclesPerSecond: number;
}

/** Shows what lines cost; none takes the figures away. */
export const setLineCosts = StateEffect.define<readonly LineCost[]>();

const UNITS = ['', 'k', 'M', 'G'] as const;

/** A count in four characters at most, such as `3.2M`. */
export function shortCount(count: number): string {
	let unit = 0;
	let rest = count;
	for (; Math.round(rest) >= 1000 && unit < UNITS.length - 1; unit++) rest /= 1000;
	const digits = unit > 0 && rest < 9.95 ? rest.toFixed(1) : String(Math.round(rest));
	return `${digits}${UNITS[unit]}`;
}

class CostMarker extends GutterMarker {
	readonly #cost: LineCost;

	constructor(cost: LineCost) {
		super();
		this.#cost = cost;
	}

	override eq(other: GutterMarker): boolean {
		return other instanceof CostMarker && other.#cost === this.#cost;
	}

	override toDOM(): Node {
		const { cyclesPerSecond, share, accessCyclesPerSecond } = this.#cost;
		const element = document.createElement('span');
		element.className = 'cm-cost';
		element.textContent = shortCount(cyclesPerSecond);
		element.style.setProperty('--share', String(share));
		element.title = `${Math.round(cyclesPerSecond).toLocaleString('en')} cycles in a second of sound, ${(100 * share).toFixed(1)} % of all; ${Math.round(accessCyclesPerSecond).toLocaleString('en')} of them for accesses of the heap`;
		return element;
	}
}

/** Room for the figures, whatever they are. */
const SPACER = new CostMarker({ line: 0, cyclesPerSecond: 888e6, share: 0, accessCyclesPerSecond: 0 });

const costs = StateField.define<RangeSet<GutterMarker>>({
	create: () => RangeSet.empty,
	update(markers, { effects, changes, docChanged, newDoc }) {
		const set = effects.findLast((effect) => effect.is(setLineCosts));
		if (set === undefined) return docChanged ? markers.map(changes) : markers;
		const shown = set.value.filter(({ line }) => line >= 1 && line <= newDoc.lines);
		return RangeSet.of(
			shown.map((cost) => new CostMarker(cost).range(newDoc.line(cost.line).from)),
			true,
		);
	},
});

/** A gutter with the cycles of each line, there while a profile has something to say of the file. */
export const cycleGutter = [
	costs,
	gutter({
		class: 'cm-costs',
		markers: (view) => view.state.field(costs),
		initialSpacer: (view) => (view.state.field(costs).size > 0 ? SPACER : new EmptyMarker()),
		updateSpacer: (_, { state }) => (state.field(costs).size > 0 ? SPACER : new EmptyMarker()),
	}),
	EditorView.theme({
		'.cm-costs .cm-gutterElement': { padding: '0', textAlign: 'right' },
		'.cm-cost': {
			display: 'block',
			padding: '0 4px',
			color: 'var(--print-soft)',
			background: 'linear-gradient(to left, var(--copper-wash) calc(var(--share) * 100%), transparent 0)',
		},
	}),
];

class EmptyMarker extends GutterMarker {}
