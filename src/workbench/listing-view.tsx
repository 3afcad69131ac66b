import { useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { INSTRUCTION_1_OPERATORS, INSTRUCTION_2_OPERATORS } from '../patch/operators.ts';
import { hexByte } from '../patch/program.ts';
import { type BuiltFirmware, currentProgram, deviceStore, type FirmwareFault } from '../store/device-store.ts';
import { gazlLineParts } from './gazl-line.ts';
import styles from './listing-view.module.css';
import { revealRow, useVirtualRows } from './virtual-rows.ts';

const ROW_PX = 18;

/** Row of the listing that a fault is on, counted from 0; −1 when the fault is not this firmware's or has no line. */
function faultRow(firmware: BuiltFirmware, fault: FirmwareFault | null, rows: number): number {
	// A firmware that could not be built is another one than that which is listed.
	if (fault === null || fault.diagnostic !== null || fault.line === 0) return -1;
	for (let row = 0; row < rows; row++) if (firmware.fileLine(row + 1) === fault.line) return row;
	return -1;
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

function Listing({ firmware, fault }: { readonly firmware: BuiltFirmware; readonly fault: FirmwareFault | null }) {
	const scroller = useRef<HTMLElement>(null);
	const lines = useMemo(() => firmware.source.code.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/), [firmware]);
	const marked = useMemo(() => faultRow(firmware, fault, lines.length), [firmware, fault, lines]);
	const { first, end } = useVirtualRows(scroller, lines.length, ROW_PX);
	const digits = String(firmware.fileLine(lines.length)).length;

	useLayoutEffect(() => {
		if (marked >= 0 && scroller.current !== null) revealRow(scroller.current, marked, ROW_PX);
	}, [marked]);

	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a listing must be reachable to be scrolled by keys
		<section ref={scroller} className={styles.listing} aria-label={`Listing of ${firmware.source.name}`} tabIndex={0}>
			<div style={{ height: lines.length * ROW_PX, '--digits': digits } as React.CSSProperties}>
				<div style={{ transform: `translateY(${first * ROW_PX}px)` }}>
					{lines.slice(first, end).map((text, offset) => {
						const row = first + offset;
						return (
							<div key={row} className={styles.row} data-fault={row === marked} style={{ height: ROW_PX }}>
								<span className={styles.number}>{firmware.fileLine(row + 1)}</span>
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
			<p>Drop a firmware (.gazl) on the page, or take a bank with one from the menu, to read its code here.</p>
		</div>
	);
}

/** The GAZL of the firmware that plays, with the line that stopped it. */
export function ListingView() {
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
			{firmware === null ? <StockInstructions /> : <Listing key={firmware.image.id} firmware={firmware} fault={fault} />}
		</>
	);
}
