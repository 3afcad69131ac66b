/** A firmware that uses all of the heap in every tick, rightly and sometimes wrongly, and makes its output depend on what it finds there. */
export const HEAP_CHURN = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L1 = 1
const int L2 = 2
const int LEXT = 3
const int BLOCKS = 48
extern native adiAlloc
extern native adiFree
extern native adiCheck
extern native adiReport
extern native adiSetLevel
extern native poolCreate
extern native poolAlloc
extern native poolFree
extern native multiPoolCreate
extern native multiPoolAlloc
extern native multiPoolFree
extern native frameAlloc
extern native ringCreate
extern native ringWrite
extern native ringRead
extern native circularCreate
extern native circularWrite
extern native circularRead
extern native dmaCreate
extern native dmaInvalidate
extern native boundedCreate
extern native boundedAdvance
extern native boundedWrite
extern native prefetch
extern native yield
global array signal[2]
global array blocks[BLOCKS]
global array word[1]
global int seed = 12345
global int pool
global int sizes
global int ring
global int tape
global int bounded
global pointer input

function random(int range)
returns int value
{
	global seed = global seed * 1664525 + 1013904223;
	value = ((global seed >>> 8) & 0x7FFFFF) % range;
}

function init()
{
	global pool = (int) poolCreate("voice", 5, 7, L1);
	global sizes = (int) multiPoolCreate(3, 2, 1, L2);
	global ring = (int) ringCreate(64);
	global tape = (int) circularCreate(300, LEXT);
	global input = (pointer) dmaCreate(16);
	global bounded = (int) boundedCreate(&global blocks[0], BLOCKS);
}

function process()
locals int place, int size, int sum, int ticks, pointer block, pointer other
{
	ticks = 0;
	loop {
		ticks = ticks + 1;
		sum = (int) global signal[0];
		place = (int) random(BLOCKS);
		block = (pointer) global blocks[place];
		if (block != null) {
			sum = sum + (int) block[0];
			adiFree(block);
			global blocks[place] = null;
			if ((int) random(997) == 0) adiFree(block);
		} else {
			size = 1 + (int) random(1 << (int) random(12));
			block = (pointer) adiAlloc(size, (int) random(4), "block");
			if (block != null) {
				block[0] = ticks & 63;
				block[size - 1] = ticks & 63;
				if ((place & 1) != 0) global blocks[place] = block;
				else adiFree(block);
			}
		}
		block = (pointer) poolAlloc(global pool);
		other = (pointer) multiPoolAlloc(global sizes, (int) random(1100));
		if (block != null) { block[4] = sum; sum = sum + (int) block[4]; }
		if (other != null) multiPoolFree(global sizes, other);
		if ((int) random(3) != 0) poolFree(global pool, block);
		if ((int) random(2) == 0) {
			block = (pointer) frameAlloc((int) random(500));
			if (block != null) block[0] = sum;
		}
		if ((int) ringWrite(global ring, sum) == 0) ringRead(global ring, &global word[0]);
		circularWrite(global tape, sum & 255);
		sum = sum + (int) circularRead(global tape, 100) + (int) global word[0];
		dmaInvalidate(global input);
		block = global input;
		sum = sum + (int) block[4 + (ticks & 15)];
		block[0] = 0;
		boundedAdvance(global bounded, (int) random(60) - 30);
		prefetch(global input);
		if (ticks % 100 == 0) adiSetLevel("block", (int) random(5) - 1);
		if (ticks % 5000 == 0) {
			if ((int) adiCheck() != 0) sum = 2047;
			adiReport();
		}
		global signal[0] = sum % 2000;
		yield();
	}
}
`;
