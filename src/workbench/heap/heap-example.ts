/** A firmware that uses some of everything, for those whose firmware asks for no heap: what the view then shows is in its comments. */
export const HEAP_EXAMPLE = {
	name: 'heap-example.impala',
	text: `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2

// Levels, as adiAlloc takes them.
const int L1 = 1
const int L2 = 2

const int ECHOES = 12
const int SLOWEST = 3000

extern native adiAlloc
extern native adiFree
extern native frameAlloc
extern native poolCreate
extern native poolAlloc
extern native poolFree

global array signal[2]
global int echoes = 0
global pointer newest = null
global int wait = 0

// Words of an echo: its buffer, how long that is, where it is, and how often it still repeats.
const int ECHO_WORDS = 4

function init()
{
	global echoes = (int) poolCreate("echo", ECHO_WORDS, ECHOES, L1);
}

// Now and then an echo ends and another begins, with a buffer of another length from L2: watch the bins and the timeline.
function restart()
locals int words, pointer buffer, pointer echo
{
	if (global newest != null) {
		adiFree((pointer) global newest[0]);
		poolFree(global echoes, global newest);
		global newest = null;
	}
	words = 500 + abs((int) global signal[0]);
	buffer = (pointer) adiAlloc(words, L2, "echo buffer");
	echo = (pointer) poolAlloc(global echoes);
	if (buffer != null && echo != null) {
		echo[0] = buffer;
		echo[1] = words;
		echo[2] = 0;
		global newest = echo;
	}
}

function process()
locals pointer echo, pointer buffer, pointer scratch, int at
{
	global wait = global wait - 1;
	if (global wait < 0) {
		restart();
		global wait = SLOWEST * 4;
	}
	// Words of the frame are free again when this call ends.
	scratch = (pointer) frameAlloc(2);
	echo = global newest;
	if (echo != null && scratch != null) {
		buffer = (pointer) echo[0];
		at = (int) echo[2];
		scratch[0] = (int) buffer[at];
		buffer[at] = ((int) global signal[0] + (int) scratch[0]) / 2;
		global signal[0] = ((int) global signal[0] + (int) scratch[0]) / 2;
		at = at + 1;
		if (at >= (int) echo[1]) at = 0;
		echo[2] = at;
	}
}
`,
} as const;
