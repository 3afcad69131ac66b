import type { Clock } from './clock.ts';
import type { CpuSlot } from './cpu/cpu-slot.ts';
import type { LoadGovernor } from './load-governor.ts';
import type { PanelControls } from './panel-controls.ts';

/** Sets the clock to what its knob, or the firmware, wants and the limits of firmware and load allow (device.md 4.3, 6.6). */
export class ClockControl {
	/** Whether the limits may have changed since the clock was set. */
	isStale = false;
	readonly #clock: Clock;
	readonly #panel: PanelControls;
	readonly #governor: LoadGovernor;

	constructor(clock: Clock, panel: PanelControls, governor: LoadGovernor) {
		this.#clock = clock;
		this.#panel = panel;
		this.#governor = governor;
	}

	/** Sets the clock for what plays in a slot; without `glide` it is there at once. */
	set({ hasFirmware, run }: CpuSlot, glide: boolean): void {
		let hz = this.#panel.clockHz;
		if (hasFirmware) hz = run.registers.clockHz(hz);
		const limit = hasFirmware ? run.clockLimitHz : 0;
		if (limit > 0) {
			if (this.#panel.cpu.sync === 0) hz = Math.min(hz, limit);
			else while (hz > limit) hz /= 2;
		}
		hz /= 2 ** this.#governor.halvings;
		this.#panel.cpu.clockHz = hz;
		this.#clock.goalHz = hz;
		if (!glide) this.#clock.arrive();
	}

	/** Takes the clock to where it belongs, after a firmware has set it, or one that limited it has ended in the midst of a stretch. */
	refresh(live: CpuSlot): void {
		if (live.run.registers.takeClockChange()) this.isStale = true;
		if (!this.isStale) return;
		this.isStale = false;
		this.set(live, true);
	}
}
