import type { EngineBlockView } from '../src/bridge/block-regions.ts';
import { CONTROL_PERIOD_FRAMES, SCOPE_FRAME_WORDS, TICK_WORDS } from '../src/bridge/block-regions.ts';
import { COMMAND, COMMAND_FIELD } from '../src/bridge/commands.ts';
import { PARAMETER_INDEX } from '../src/bridge/engine-parameters.ts';
import type { CompiledFirmware, FirmwareExecutor, FirmwareImage } from '../src/bridge/firmware-image.ts';
import { CODE_FORM } from '../src/bridge/gauges.ts';
import { CPU_SLOTS } from '../src/bridge/machine-size.ts';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from '../src/bridge/memory-setup.ts';
import { INPUT_STATE, outputStateAt } from '../src/bridge/signal-state.ts';
import { Machine } from '../src/gazl/machine.ts';
import { MEMORY_SETTING_WORDS } from '../src/memory/checks/pressure.ts';
import { Clock } from './clock.ts';
import { ClockControl } from './clock-control.ts';
import { CommandQueue } from './command-queue.ts';
import { CYCLES_PER_SECOND, CycleBudget, STARTING_SHARE } from './cpu/budget.ts';
import { CpuSlot } from './cpu/cpu-slot.ts';
import { CpuSlots } from './cpu/cpu-slots.ts';
import type { StagedFirmware } from './cpu/staged-firmware.ts';
import { stageFirmware } from './cpu/staged-firmware.ts';
import { DelayLine } from './delay-line.ts';
import { EventWriter } from './event-writer.ts';
import { GaugeWriter } from './gauge-writer.ts';
import { LoadGovernor } from './load-governor.ts';
import { OutputStage } from './output-stage.ts';
import { PanelControls } from './panel-controls.ts';
import { PeakFollower } from './peak-follower.ts';
import { LinearAnalogToDigital, LinearDigitalToAnalog } from './signal-path/linear-converters.ts';
import { Stretch } from './stretch.ts';

/** Control periods that one tick may take before the input goes out dry. */
const PATIENCE_PERIODS = 2;

/**
 * One whole Permut8: converters, clock and two CPU slots, of which one plays. It renders what it is asked for from its state, its
 * commands and its input alone, so it gives the same samples in a worklet, a worker and Node. `process` and everything below it
 * allocates nothing, waits for nothing and throws nothing.
 */
export class Engine {
	readonly sampleRate: number;

	readonly #view: EngineBlockView;
	readonly #clock: Clock;
	readonly #clockControl: ClockControl;
	readonly #panel = new PanelControls();
	readonly #commands: CommandQueue;
	readonly #events: EventWriter;
	readonly #gauges: GaugeWriter;
	readonly #governor: LoadGovernor;
	readonly #budget = new CycleBudget();
	readonly #stretch: Stretch;
	readonly #slots: CpuSlots;
	readonly #executor: FirmwareExecutor;
	/** One for each channel of the scope. */
	readonly #peaks: readonly PeakFollower[];

	/** Frames rendered since the engine was built. */
	#frame = 0;
	#framesToControl = 0;
	/** Cycles that the live firmware gets in a control period. */
	readonly #periodCycles: number;

	readonly #output: OutputStage;
	/** The words of `MEMORY_SETTINGS`. */
	readonly #memorySettings = new Int32Array(MEMORY_SETTING_WORDS);

	/** Whether the live slot's tick was cut off by the budget, and for how many control periods. */
	#pending = false;
	#pendingPeriods = 0;

	#scopeOn = false;
	/** Whether firmware is to run in its instrumented form. */
	#heatOn = false;
	/**
	 * The frames of a stretch as the scope shows them, input and output. Samples go from method to method in here: a double as an
	 * argument or an answer is an allocation wherever the call is not inlined.
	 */
	readonly #scopeFrames: Float32Array;
	readonly #scopeWords: Int32Array;

	/**
	 * Builds an engine on its side of a block; all its memory is in there or made here. `executor` runs its firmware; one that comes
	 * without compiled code is interpreted in any case.
	 */
	constructor(view: EngineBlockView, sampleRate: number, executor: FirmwareExecutor = 'wasm') {
		this.sampleRate = sampleRate;
		this.#view = view;
		this.#clock = new Clock(sampleRate, this.#panel.clockHz);
		const { block } = view;
		const input = new LinearAnalogToDigital(this.#clock, block.float64('converters').subarray(0, INPUT_STATE.doubles));
		this.#stretch = new Stretch(this.#clock, input, block.int32('ticks'), block.float64('tick times'), sampleRate);
		this.#scopeFrames = block.float32('frames');
		this.#scopeWords = block.int32('frames');
		this.#commands = new CommandQueue(view.commands);
		this.#events = new EventWriter(view.events, sampleRate);
		this.#gauges = new GaugeWriter(view.gauges, view.block.float32('gauges'));
		this.#governor = new LoadGovernor(sampleRate);
		this.#peaks = Array.from({ length: SCOPE_FRAME_WORDS }, () => new PeakFollower(sampleRate));
		this.#output = new OutputStage(sampleRate);
		this.#periodCycles = Math.floor((CYCLES_PER_SECOND * CONTROL_PERIOD_FRAMES) / sampleRate);
		this.#clockControl = new ClockControl(this.#clock, this.#panel, this.#governor);
		this.#slots = new CpuSlots(Array.from({ length: CPU_SLOTS }, (_, slot) => this.#buildSlot(slot)));
		this.#executor = executor;
		this.#setClock(false);
	}

	/**
	 * Hands over a firmware; it is started and swapped in at the next control boundaries. One that is still waiting is forgotten.
	 * To be called between blocks: it allocates and makes instances of the compiled code. `settings`, the words of all parameters, apply at the moment of the swap, so that the firmware that
	 * plays until then does not hear of them. With `keepState` it is the next version of the firmware that plays or is about to, and goes
	 * on with its variables and its delay line. `memory` is how its heap begins. Throws when the program is no firmware: the toolchain has checked that.
	 */
	load(
		image: FirmwareImage,
		settings: Int32Array | null = null,
		keepState = false,
		memory: MemorySetup = DEFAULT_MEMORY_SETUP,
	): void {
		this.#slots.stage(
			stageFirmware(image, {
				slots: this.#slots.all,
				executor: this.#executor,
				memory,
				settings,
				predecessors: keepState ? this.#slots.predecessors : [],
			}),
		);
	}

	/**
	 * Hands over the instrumented form of a firmware that was loaded under that id; for one that is gone by now, nothing happens. To be
	 * called between blocks.
	 */
	instrument(id: number, instrumented: CompiledFirmware): void {
		this.#slots.instrument(id, instrumented);
	}

	/**
	 * Starts a waiting firmware to the end, at once and without a fade, as if it had been there before the first frame. For renders
	 * off line and before audio runs; takes as long as the firmware's init() takes, up to its limit.
	 */
	settle(): void {
		this.#takeCommands();
		// A start waits for the end of a fade, and no frame that would end it is rendered here.
		this.#output.endFade();
		while (this.#slots.isWaiting || this.#slots.isStarting) this.#bringOnStart();
		this.#output.endFade();
		this.#setClock(false);
	}

	/** Renders `frames` frames. Arrays hold at least as many samples, full scale ±1; input and output may be the same arrays. */
	process(inLeft: Float32Array, inRight: Float32Array, outLeft: Float32Array, outRight: Float32Array, frames: number): void {
		let done = 0;
		while (done < frames) {
			if (this.#framesToControl === 0) {
				this.#control();
				this.#framesToControl = CONTROL_PERIOD_FRAMES;
			} else {
				this.#takeCommands();
			}
			const toNext = Math.min(this.#framesToControl, this.#commands.framesToNext(this.#frame));
			const count = Math.min(frames - done, toNext, this.#stretch.capacityFrames);
			this.#render(inLeft, inRight, outLeft, outRight, done, count);
			done += count;
			this.#frame += count;
			this.#framesToControl -= count;
		}
	}

	/** The CPU slots, for tools off line that look into machines and heaps. */
	get slots(): readonly CpuSlot[] {
		return this.#slots.all;
	}

	#buildSlot(slot: number): CpuSlot {
		const { block } = this.#view;
		const hostCells = block.int32(`host ${slot}`);
		return new CpuSlot({
			index: slot,
			machine: new Machine({
				memory: block.int32(`memory ${slot}`),
				callStack: block.int32(`calls ${slot}`),
				registers: block.int32(`registers ${slot}`),
				wasmMemory: block.memory,
			}),
			delayLine: new DelayLine(block.int32(`delay ${slot}`), hostCells),
			hostCells,
			tickWords: block.int32('ticks'),
			heapTables: block.int32(`heap ${slot}`),
			heat: block.int32(`heat ${slot}`),
			shadow: block.int32(`shadow ${slot}`),
			checks: block.int32(`checks ${slot}`),
			memorySettings: this.#memorySettings,
			output: new LinearDigitalToAnalog(
				this.#clock,
				block.float64('converters').subarray(outputStateAt(slot), outputStateAt(slot + 1)),
			),
			clock: this.#clock,
			controls: this.#panel.cpu,
			events: this.#events,
			budget: this.#budget,
		});
	}

	/** What happens between two control periods. */
	#control(): void {
		this.#events.frame = this.#frame;
		this.#watchTick();
		this.#takeCommands();
		this.#clockControl.refresh(this.#slots.live);
		this.#bringOnStart();
		const { live, playing } = this.#slots;
		if (playing !== null) live.useForm(playing, this.#heatOn);
		live.run.natives.heap.checks?.goOnSweeping();
		this.#countLoad();
		this.#budget.remaining = this.#periodCycles;
		this.#publish();
	}

	/** Lets the input through dry while the live firmware does not get through its tick. */
	#watchTick(): void {
		this.#pendingPeriods = this.#pending ? this.#pendingPeriods + 1 : 0;
		if (this.#pendingPeriods < PATIENCE_PERIODS || this.#output.bypassed) return;
		const { run } = this.#slots.live;
		this.#output.bypassed = true;
		this.#events.stalled(run.image?.id ?? 0, run.phase, run.machine.faultLine());
	}

	#tickDone(): void {
		this.#pending = false;
		this.#pendingPeriods = 0;
		if (!this.#output.bypassed) return;
		this.#output.bypassed = false;
		this.#events.resumed(this.#slots.live.run.image?.id ?? 0);
	}

	/** Applies every command whose frame has come. */
	#takeCommands(): void {
		while (this.#commands.next(this.#frame)) this.#apply(this.#commands.command);
	}

	#apply(command: Int32Array): void {
		const index = command[COMMAND_FIELD.index];
		const value = command[COMMAND_FIELD.value];
		switch (command[COMMAND_FIELD.command]) {
			case COMMAND.set:
			case COMMAND.jump:
				this.#panel.set(index, value);
				this.#clock.reverse = this.#panel.cpu.reverse !== 0;
				if (index === PARAMETER_INDEX.clockHz || index === PARAMETER_INDEX.sync) {
					this.#slots.live.run.registers.releaseClock();
					this.#setClock(command[COMMAND_FIELD.command] === COMMAND.set);
				}
				return;
			case COMMAND.reset:
				this.#reset();
				return;
			case COMMAND.unload:
				this.#unload();
				return;
			case COMMAND.heat:
				this.#heatOn = value !== 0;
				return;
			case COMMAND.scope:
				this.#scopeOn = value !== 0;
				return;
			case COMMAND.memory:
				if (index >= 0 && index < MEMORY_SETTING_WORDS) this.#memorySettings[index] = value;
				return;
			case COMMAND.checkHeap:
				this.#slots.live.run.natives.heap.checks?.requestSweep();
				return;
			case COMMAND.poke:
				this.#slots.live.poke(index, value);
				return;
			default:
				return;
		}
	}

	#setClock(glide: boolean): void {
		this.#clockControl.set(this.#slots.live, glide);
	}

	#reset(): void {
		this.#clock.reset();
		this.#slots.live.reset(this.#panel.cpu.writeProtect !== 0);
		this.#slots.restart();
	}

	#unload(): void {
		this.#slots.forgetAll();
		if (this.#slots.live.hasFirmware) this.#fallBack();
		this.#events.unloaded();
	}

	/** The stock CPU takes over the live slot, faded in from where the output stands. */
	#fallBack(): void {
		this.#output.fadeFromStandstill();
		this.#slots.live.unplug();
		this.#pending = this.#output.bypassed = false;
		this.#governor.reset();
		this.#clockControl.isStale = true;
	}

	/** Starts a staged firmware in the spare slot, goes on with a start under way, and swaps the slots when it is through. */
	#bringOnStart(): void {
		if (!this.#output.isFading) this.#slots.plugWaiting(this.#panel.cpu.writeProtect !== 0);
		if (!this.#slots.isStarting) return;
		this.#budget.remaining = Math.floor(this.#periodCycles * STARTING_SHARE);
		const firmware = this.#slots.goOnStarting();
		if (firmware !== null) this.#swap(firmware);
	}

	#swap(firmware: StagedFirmware): void {
		const goesOn = this.#slots.swap(firmware);
		// A delay line that goes on has no hard beginning.
		this.#output.fadeOver(!goesOn);
		this.#pending = this.#output.bypassed = false;
		this.#governor.reset();
		const { settings } = firmware;
		if (settings !== null) {
			this.#panel.setAll(settings);
			this.#clock.reverse = this.#panel.cpu.reverse !== 0;
		}
		this.#setClock(settings === null);
		this.#events.started(firmware.image.id);
	}

	#countLoad(): void {
		const { run } = this.#slots.live;
		const changed = this.#governor.count(CONTROL_PERIOD_FRAMES, run.cyclesUsed);
		run.cyclesUsed = 0;
		if (!changed) return;
		this.#setClock(true);
		this.#events.slowed(run.image?.id ?? 0, this.#governor.halvings === 0 ? 0 : Math.round(this.#panel.cpu.clockHz));
	}

	#publish(): void {
		const gauges = this.#gauges;
		const live = this.#slots.live;
		gauges.position(this.#frame, this.#clock);
		gauges.codeForm(this.#codeForm());
		gauges.cpu(this.#slots.liveIndex, live.hasFirmware ? (live.run.image?.id ?? 0) : 0, live.run.phase, live.cpu.leds);
		if (live.cpu === live.stock) gauges.stockReads(live.stock.positions);
		else gauges.firmwareReads(live.delayLine);
		gauges.peaks(this.#peaks);
		gauges.load(this.#governor, this.#events);
	}

	#codeForm(): number {
		const { live, playing } = this.#slots;
		const { compiled } = live.run.machine;
		if (playing === null) return CODE_FORM.none;
		if (compiled === null) return CODE_FORM.interpreted;
		return playing.instrumented.includes(compiled) ? CODE_FORM.instrumented : CODE_FORM.plain;
	}

	#render(
		inLeft: Float32Array,
		inRight: Float32Array,
		outLeft: Float32Array,
		outRight: Float32Array,
		start: number,
		count: number,
	): void {
		const scope = this.#scopeFrames;
		const stretch = this.#stretch;
		const slots = this.#slots;
		for (let i = 0; i < count; ++i) {
			const left = inLeft[start + i];
			const right = inRight[start + i];
			// What is no finite number is silence: one such sample would stay in every filter and loop behind.
			scope[i * SCOPE_FRAME_WORDS] = left - left === 0 ? left : 0;
			scope[i * SCOPE_FRAME_WORDS + 1] = right - right === 0 ? right : 0;
		}
		stretch.sample(scope, count);
		/** The tick whose turn it is, and the one up to which the CPU has run ahead of the converters. */
		let tick = 0;
		let ahead = 0;
		for (let i = 0; i < count; ++i) {
			stretch.placeFrame(i);
			const behind = tick + stretch.ticksOf(i);
			if (tick === ahead && tick < behind && !this.#output.isFading && !this.#pending) {
				ahead += slots.live.cpu.runAhead(stretch.words, tick, stretch.ticks - tick);
			}
			for (; tick < behind; ++tick) {
				stretch.placeTick(tick);
				const at = tick * TICK_WORDS;
				if (tick < ahead) slots.live.output.hold(stretch.words[at], stretch.words[at + 1]);
				else this.#tick(stretch.words[at], stretch.words[at + 1]);
			}
			ahead = Math.max(ahead, tick);
			this.#output.render(scope, i * SCOPE_FRAME_WORDS, slots.live.output, slots.spare.output);
			outLeft[start + i] = scope[i * SCOPE_FRAME_WORDS + 2];
			outRight[start + i] = scope[i * SCOPE_FRAME_WORDS + 3];
		}
		for (let i = 0; i < SCOPE_FRAME_WORDS; ++i) this.#peaks[i].follow(scope, i, count);
		if (this.#scopeOn) this.#view.scope.pushMany(this.#scopeWords, 0, count * SCOPE_FRAME_WORDS);
	}

	/** One clock period with its 12-bit input words. A tick that is cut off is gone on with at the next clock period. */
	#tick(inputLeft: number, inputRight: number): void {
		const { live, spare } = this.#slots;
		if (this.#output.outgoingSounds && spare.cpu.tick(inputLeft, inputRight)) spare.output.hold(spare.cpu.left, spare.cpu.right);
		const left = this.#output.ledIn(inputLeft);
		const right = this.#output.ledIn(inputRight);
		if (!live.cpu.tick(left, right)) {
			if (!live.run.stopped) {
				this.#pending = true;
				return;
			}
			this.#slots.notePlayingStopped();
			this.#fallBack();
			live.cpu.tick(left, right);
		}
		if (this.#pending) this.#tickDone();
		live.output.hold(live.cpu.left, live.cpu.right);
		this.#clock.advance();
	}
}
