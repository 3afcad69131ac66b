import { buildEngineBlock } from '../../src/bridge/block-regions.ts';
import { MACHINE_WORDS } from '../../src/bridge/machine-size.ts';
import { assemble } from '../../src/gazl/assembler.ts';
import { Machine, type Native } from '../../src/gazl/machine.ts';
import { STATUS, statusName } from '../../src/gazl/status.ts';
import { digits, figuresTable, spreadCells } from '../figures-table.ts';
import { measureInTurns, type Subject, timeOf } from '../measure-in-turns.ts';
import type { Section } from '../section.ts';
import { warmUpAsThePage } from '../warm-up.ts';
import { MIX_NATIVE, MIXES, type Mix } from './mixes.ts';

/** Instructions of a run: what a light firmware executes in a block of 128 frames. */
const RUN_CYCLES = 4000;
const RUNS_PER_ROUND = 250;

/** Runs of one instruction in a round: their time is that of starting and ending a run. */
const SHORT_RUNS_PER_ROUND = 50_000;

const PLAN = { warmUpRounds: 20, rounds: 101 };

const answerNext: Native = (machine) => {
	const window = machine.parameters(2);
	machine.memory[window] = machine.memory[window + 1] + 1;
	return STATUS.OK;
};

/** `interpreter`: what an instruction costs, in memory that is shared as the engine's is. */
export const INTERPRETER_SECTION: Section = {
	name: 'interpreter',
	summary: 'time per VM instruction for several mixes of instructions, and per run',
	measure() {
		warmUpAsThePage();
		const mixes = MIXES.map((mix) => mixSubject(mix, RUN_CYCLES, RUNS_PER_ROUND));
		const shortRun = { ...mixSubject(MIXES[0], 1, SHORT_RUNS_PER_ROUND), name: 'a run of one instruction' };
		const measurements = measureInTurns([...mixes, shortRun], PLAN);
		const rows = measurements.map(({ name, figure, ratio }) => [name, ...spreadCells(figure), digits(ratio)]);
		const text = [
			`nanoseconds per instruction in runs of ${RUN_CYCLES}, median and quartiles of ${PLAN.rounds} rounds; ratio to ${MIXES[0].name}`,
			figuresTable(['mix', 'ns', 'quartiles', 'ratio'], rows),
		].join('\n');
		return { text, figures: { runCycles: RUN_CYCLES, unit: 'ns per instruction', measurements } };
	},
};

/** A mix on a machine of its own; a round's figure is nanoseconds per instruction. */
function mixSubject({ name, source }: Mix, runCycles: number, runs: number): Subject {
	const assembly = assemble(source, { memoryWords: MACHINE_WORDS, natives: [MIX_NATIVE] });
	if (!assembly.ok) throw new Error(`${name}, line ${assembly.error.at.line}: ${assembly.error.message}`);
	const block = buildEngineBlock();
	const machine = new Machine({
		memory: block.int32('memory 0'),
		callStack: block.int32('calls 0'),
		registers: block.int32('registers 0'),
	});
	machine.load(assembly.program, { [MIX_NATIVE]: answerNext });
	machine.enterCall(machine.functionPointer('main'));
	const runAll = () => {
		for (let run = 0; run < runs; run++) {
			machine.cycles = runCycles;
			const status = machine.run();
			if (status !== STATUS.TIME_OUT) throw new Error(`${name} ended with ${statusName(status)} in line ${machine.faultLine()}`);
		}
	};
	return { name, measureRound: () => (timeOf(runAll) * 1e6) / (runs * runCycles) };
}
