import { type CSSProperties, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { HelpMark } from '../controls/index.ts';
import { INSTRUCTION_1_OPERATORS, INSTRUCTION_2_OPERATORS } from '../patch/operators.ts';
import { hexByte } from '../patch/program.ts';
import { type BuiltFirmware, currentProgram, deviceStore, type FirmwareFault } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import type { EngineSource } from './engine-window.ts';
import { gazlLineParts } from './gazl-line.ts';
import { useHeatDemand } from './heat-demand.ts';
import { heatShare, rateText } from './heat-scale.ts';
import { type HeatSource, heatOf } from './heat-source.ts';
import { FormLamp, HeatSwitch } from './heat-switch.tsx';
import styles from './listing-view.module.css';
import { type FrameView, useFrameView } from './use-frame-view.ts';
import { revealRow, useVirtualRows } from './virtual-rows.ts';

const ROW_PX = 18;

/** Rates are printed this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** Row of the listing that a fault is on, counted from 0; −1 when the fault is not this firmware's or has no line. */
function faultRow(firmware: BuiltFirmware, fault: FirmwareFault | null): number {
	return fault?.loadId === firmware.image.id ? fault.gazlLine - 1 : -1;
}

/** Number of a line of the listing: its own where it was compiled, else that in the file. */
function lineNumber({ lineMap, fileLine }: BuiltFirmware, gazlLine: number): number {
	return lineMap === null ? fileLine(gazlLine) : gazlLine;
}

/** Prints beside each line how often its instruction is executed, and draws a bar as long as that is on the scale of heat. */
class GutterPrint implements FrameView {
	readonly #heat: HeatSource;
	readonly #gutters: ReadonlyMap<number, HTMLElement>;
	#printedAtMs = Number.NEGATIVE_INFINITY;

	constructor(heat: HeatSource, gutters: ReadonlyMap<number, HTMLElement>) {
		this.#heat = heat;
		this.#gutters = gutters;
	}

	resize(): void {}

	recolour(): void {}

	draw(nowMs: number): void {
		this.#heat.refresh(nowMs);
		const isDue = nowMs - this.#printedAtMs >= PRINT_PERIOD_MS;
		if (isDue) this.#printedAtMs = nowMs;
		const { lines } = this.#heat.meter;
		for (const [row, gutter] of this.#gutters) {
			// A row that has just been scrolled into sight does not wait.
			if (!isDue && gutter.textContent !== '') continue;
			const perSecond = lines[row + 1] ?? 0;
			// The space keeps it apart from the line's number where the text is read without its looks.
			const text = perSecond >= 1 ? ` ${rateText(perSecond)}` : '';
			if (gutter.textContent === text) continue;
			gutter.textContent = text;
			gutter.style.setProperty('--share', heatShare(perSecond).toFixed(3));
		}
	}
}

function Line({ text }: { readonly text: string }) {
	const { label, mnemonic, operands, comment } = gazlLineParts(text);
	return (
		<span className={styles.text}>
			<span className={styles.label}>{label}</span>
			<span className={styles.mnemonic}>{mnemonic}</span>
			{operands}
			<span className={styles.comment}>{comment}</span>
		</span>
	);
}

interface ListingProps {
	readonly engine: EngineSource;
	readonly firmware: BuiltFirmware;
	readonly fault: FirmwareFault | null;
}

function Listing({ engine, firmware, fault }: ListingProps) {
	const scroller = useRef<HTMLElement>(null);
	/** The gutters of the rows that are there, by row. */
	const gutters = useRef(new Map<number, HTMLElement>());
	const heat = useStore(viewStore, (state) => state.heat);
	const lines = useMemo(() => firmware.gazl.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/), [firmware]);
	const marked = useMemo(() => faultRow(firmware, fault), [firmware, fault]);
	const { first, end } = useVirtualRows(scroller, lines.length, ROW_PX);
	useHeatDemand(scroller, engine, heat);
	useFrameView(scroller, () => new GutterPrint(heatOf(engine, firmware), gutters.current));
	const digits = String(lineNumber(firmware, lines.length)).length;

	useLayoutEffect(() => {
		if (marked >= 0 && scroller.current !== null) revealRow(scroller.current, marked, ROW_PX);
	}, [marked]);

	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a listing must be reachable to be scrolled by keys
		<section ref={scroller} className={styles.listing} aria-label={`Listing of ${firmware.source.name}`} tabIndex={0}>
			<div style={{ height: lines.length * ROW_PX, '--digits': digits } as CSSProperties}>
				<div style={{ transform: `translateY(${first * ROW_PX}px)` }}>
					{lines.slice(first, end).map((text, offset) => {
						const row = first + offset;
						return (
							<div key={row} className={styles.row} data-fault={row === marked} style={{ height: ROW_PX }}>
								<span className={styles.number}>{lineNumber(firmware, row + 1)}</span>
								{heat && (
									<span
										className={styles.heat}
										ref={(gutter) => {
											if (gutter === null) return;
											gutters.current.set(row, gutter);
											return () => void gutters.current.delete(row);
										}}
									/>
								)}
								<span className={styles.mark}>{row === marked ? '▶' : ''}</span>
								<Line text={text} />
								{row === marked && <span className={styles.reason}>{fault?.summary}</span>}
							</div>
						);
					})}
				</div>
			</div>
		</section>
	);
}

/** In place of a listing: the two instructions that the panel sets. */
function StockInstructions() {
	const program = useStore(deviceStore, currentProgram);
	const operand = (high: number, low: number) => hexByte(high) + hexByte(low);
	const instructions = [
		[INSTRUCTION_1_OPERATORS[program.operator1].mnemonic, operand(program.operand1High, program.operand1Low)],
		[INSTRUCTION_2_OPERATORS[program.operator2].mnemonic, operand(program.operand2High, program.operand2Low)],
	];
	return (
		<div className={styles.empty}>
			<p>The stock CPU plays. It is wired, not written; this is all of its program:</p>
			<ol className={styles.instructions}>
				{instructions.map(([mnemonic, digits], index) => (
					<li key={index}>
						<span className={styles.mnemonic}>{mnemonic}</span> {digits}
					</li>
				))}
			</ol>
			<p>Drop a firmware (.impala, .gazl) on the page, or take a bank with one from the menu, to read its code here.</p>
		</div>
	);
}

/** The listing's keys, for the heading that it stands under. */
export function ListingTools({ engine }: { readonly engine: EngineSource }) {
	const firmware = useStore(deviceStore, (state) => state.firmware);
	if (firmware === null) return null;
	return (
		<>
			<FormLamp key={firmware.image.id} heat={heatOf(engine, firmware)} />
			<HeatSwitch />
			<HelpMark about="the listing">
				The firmware’s GAZL, as it was written or compiled. Heat tells beside each line how often a second its instruction is
				executed; the bar grows by one character’s width for ten times as much.
			</HelpMark>
		</>
	);
}

/** The GAZL of the firmware that plays, with the line that stopped it. */
export function ListingView({ engine }: { readonly engine: EngineSource }) {
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const fault = useStore(deviceStore, (state) => state.fault);
	const unbuilt = fault?.diagnostic ? fault : null;
	return (
		<>
			{unbuilt !== null && (
				<div className={styles.unbuilt}>
					<span>{unbuilt.summary}</span>
					{unbuilt.lineText !== '' && (
						<code>
							{unbuilt.line} | {unbuilt.lineText}
						</code>
					)}
				</div>
			)}
			{firmware === null ? (
				<StockInstructions />
			) : (
				<Listing key={firmware.image.id} engine={engine} firmware={firmware} fault={fault} />
			)}
		</>
	);
}
