/**
 * A full patch with six named buffers, of which all fit into L1 together: a table that is read much, four delay lines and a short
 * history. Each tick accesses each of them, so wherever they lie the sound is the same and the cycles are not.
 */
export const SIX_BUFFERS = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L2 = 2
const int LEXT = 3
extern native adiAlloc
global array signal[2]
global pointer shape
global pointer left
global pointer right
global pointer early
global pointer late
global pointer history
global int place = 0

function init()
locals int i
{
	global shape = (pointer) adiAlloc(256, L2, "shape");
	global left = (pointer) adiAlloc(1000, LEXT, "left");
	global right = (pointer) adiAlloc(1000, LEXT, "right");
	global early = (pointer) adiAlloc(500, LEXT, "early");
	global late = (pointer) adiAlloc(2000, LEXT, "late");
	global history = (pointer) adiAlloc(64, L2, "history");
	for (i = 0 to 256) { global shape[i] = i * i >> 6; }
	for (i = 0 to 1000) { global left[i] = 0; global right[i] = 0; }
	for (i = 0 to 500) { global early[i] = 0; }
	for (i = 0 to 2000) { global late[i] = 0; }
	for (i = 0 to 64) { global history[i] = 0; }
}

function process()
locals int l, int r, int at, int i, int sum
{
	at = global place;
	l = (int) global signal[0] + ((int) global left[at % 1000] >> 1);
	r = (int) global signal[1] + ((int) global right[at % 1000] >> 1);
	sum = 0;
	for (i = 0 to 8) { sum = sum + (int) global history[(at + i * 7) & 63]; }
	global history[at & 63] = l;
	global left[at % 1000] = r + ((int) global early[at % 500] >> 2);
	global right[at % 1000] = l + ((int) global late[at] >> 2);
	global early[at % 500] = l >> 1;
	global late[at] = (int) global shape[(sum >> 4) & 255] - (int) global shape[l & 255];
	global signal[0] = l + (int) global shape[r & 255] >> 1;
	global signal[1] = r + (sum >> 5) >> 1;
	global place = (at + 1) % 2000;
}
`;

/** The names of its buffers. */
export const SIX_NAMES = ['shape', 'left', 'right', 'early', 'late', 'history'] as const;
