/** The read positions of a tick, unsigned 16.4 fixed point in 20 bits (device.md 3.1). Fields, so that operators allocate nothing. */
export class Positions {
	left = 0;
	right = 0;
}

/** What an operator may know of its tick. */
export class Tick {
	/** Memory address of this tick, 0…65535. */
	clock = 0;
	/** Ticks since reset, +1 a tick forward and −1 in reverse; `clock` is its low 16 bits. */
	count = 0;
	/** +1 forward, −1 in reverse. */
	direction = 1;
	/** Whether the clock follows the song, so that modulation follows `count` instead of running free. */
	synced = false;
}
