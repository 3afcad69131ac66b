import { useStore } from 'zustand';
import { Legend, PopupList, ProgramDisplay, RockerPair } from '../controls/index.ts';
import { programAt } from '../patch/bank.ts';
import { isSlot, type Program, programTitle, SLOTS, type Slot } from '../patch/program.ts';
import { currentProgram, deviceStore, selectProgram, stepProgram } from '../store/device-store.ts';
import { FaultTag } from './fault-tag.tsx';
import { useFileDialog } from './file-dialog.tsx';
import styles from './header-strip.module.css';
import { MainMenu, OpenBankKey } from './main-menu.tsx';
import { NamePlate } from './name-plate.tsx';
import { AREAS } from './panel-geometry.ts';
import { Placed, PlacedArea } from './placed.tsx';

/** A program as the list shows it: an unnamed one has its slot in its title already. */
function listTitle(slot: Slot, program: Program): string {
	return program.name ? `[${slot}] ${programTitle(slot, program)}` : programTitle(slot, program);
}

/** The strip on top: menus, program, name plate with the firmware's sticker. */
export function HeaderStrip() {
	const { ask, dialog } = useFileDialog('Bank or firmware file');
	return (
		<PlacedArea area={AREAS.header}>
			{dialog}
			<Placed x={40} y={38}>
				<MainMenu ask={ask} />
			</Placed>
			<Placed x={40} y={82}>
				<Legend soft>Menu</Legend>
			</Placed>
			<Placed x={117} y={41}>
				<OpenBankKey ask={ask} />
			</Placed>
			<Placed x={117} y={82}>
				<Legend soft>Open</Legend>
			</Placed>
			<ProgramSelect />
			<BankWindow />
			<BlankingPlate />
			<NamePlate />
			<FaultTag />
		</PlacedArea>
	);
}

function ProgramSelect() {
	const bank = useStore(deviceStore, (state) => state.bank);
	const slot = useStore(deviceStore, (state) => state.slot);
	const items = SLOTS.map((each) => ({
		id: each,
		label: listTitle(each, programAt(bank, each)),
		rule: each !== 'A0' && each.endsWith('0'),
	}));
	return (
		<>
			<Placed x={192} y={42}>
				<PopupList
					label="Program"
					items={items}
					selectedId={slot}
					onSelect={(id) => isSlot(id) && selectProgram(id)}
					listWidthPx={260}
				>
					<ProgramDisplay label="Program" text={slot} height={33} />
				</PopupList>
			</Placed>
			<Placed x={275} y={38}>
				<RockerPair
					label="Program"
					previousLabel="Previous program"
					nextLabel="Next program"
					onPrevious={() => stepProgram(-1, SLOTS)}
					onNext={() => stepProgram(1, SLOTS)}
				/>
			</Placed>
			<Placed x={234} y={82}>
				<Legend soft>Program</Legend>
			</Placed>
		</>
	);
}

/** The window that spells out what plays: the program's title and the bank's file. */
function BankWindow() {
	const title = useStore(deviceStore, (state) => programTitle(state.slot, currentProgram(state)));
	const bankFile = useStore(deviceStore, (state) => state.bankFile);
	return (
		<PlacedArea area={{ x: 330, y: 14, width: 282, height: 76 }} className={styles.bank}>
			<span className={styles.window} title={title}>
				{title}
			</span>
			<span className={styles.file} title={bankFile}>
				<Legend soft>Bank</Legend> {bankFile || 'new'}
			</span>
		</PlacedArea>
	);
}

/** What covers the opening of an option that is not fitted. */
function BlankingPlate() {
	return (
		<PlacedArea area={{ x: 632, y: 14, width: 160, height: 66 }} className={styles.blank}>
			<span className={styles.screw} />
			<Legend soft>Midi not fitted</Legend>
			<span className={styles.screw} />
		</PlacedArea>
	);
}
