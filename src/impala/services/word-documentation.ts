/** The words of the language, each in a sentence or two (impala.md 2 to 11). */

/** What a word is written like, and what it does. */
export interface WordDocumentation {
	/** Its form in one line. */
	readonly form: string;
	readonly documentation: string;
}

const word = (form: string, documentation: string): WordDocumentation => ({ form, documentation });

/** Every reserved word. */
export const WORD_DOCUMENTATION: Readonly<Record<string, WordDocumentation>> = {
	abs: word('abs x', 'The absolute value of an int or a float.'),
	array: word('array NAME[size]', 'Words in a row, of no type of their own. The name alone is a pointer to the first.'),
	assert: word(
		'assert (condition);',
		'Stops the firmware with a message when the condition does not hold. While DEBUG is 0 the condition is not even evaluated.',
	),
	case: word(
		'case value, value: statement',
		'The statement for some values of a switch. It has one statement; nothing falls through.',
	),
	const: word('const type NAME = value', 'A named number or address. Without a value it is one that the host gives.'),
	copy: word('copy (count from pointer to pointer)', 'Copies words of memory in ascending order; the count is a constant.'),
	default: word('default: statement', 'The statement of a switch for all values without a case.'),
	do: word('do statement while (condition)', 'Repeats a statement as long as the condition holds, once at least.'),
	else: word('if (condition) statement else statement', 'The statement for when the condition does not hold.'),
	extern: word(
		'extern function NAME, extern native NAME, extern type NAME',
		'Makes a name known that is defined further down, in another file or by the host.',
	),
	float: word('float', 'A binary floating-point number of 32 bits.'),
	floor: word('floor x', 'The greatest whole number that is not above a float, as a float.'),
	for: word('for (i = first to limit) statement', 'Counts a local up by 1 from the first value; the limit is not reached.'),
	from: word('copy (count from pointer to pointer)', 'Where copy takes the words.'),
	ftoi: word('ftoi x', 'Makes an int of a float: cut off towards zero, limited to the range of an int.'),
	funcptr: word('funcptr', 'A pointer to a function, or nullfunc.'),
	function: word(
		'function NAME(arguments) returns type NAME locals type NAME { }',
		'A function. Arguments cannot be changed; the result is what its variable holds at the end.',
	),
	global: word(
		'global type NAME = value',
		'Data that lives as long as the firmware. Every use is written with global too: global NAME.',
	),
	goto: word('goto LABEL;', 'Goes on at a label of the same function.'),
	if: word('if (condition) statement', 'Executes a statement when the condition holds.'),
	int: word('int', 'A whole number of 32 bits with a sign; arithmetic wraps.'),
	itof: word('itof x', 'Makes a float of an int, rounded to the nearest.'),
	locals: word('locals type NAME, array NAME[size]', 'The variables of a function. They hold anything until they are assigned.'),
	loop: word('loop statement', 'Repeats a statement for ever; a goto leaves it.'),
	native: word('extern native NAME', 'A function of the host. It can be called and nothing else.'),
	null: word('null', 'The pointer to nothing.'),
	nullfunc: word('nullfunc', 'The function pointer to nothing.'),
	pointer: word('pointer', 'An address in memory, counted in words; what it points to has no type.'),
	readonly: word('readonly type NAME = value', 'Data that cannot be written.'),
	returns: word('returns type NAME', 'The variable that holds the result of a function.'),
	switch: word(
		'switch (value == first to limit) { case value: statement default: statement }',
		'Chooses a statement by an int. The limit is not part of the range.',
	),
	temporary: word('temporary type NAME', 'Data that is not kept when the state of the firmware is saved.'),
	to: word(
		'for (i = first to limit), switch (value == first to limit), copy (count from pointer to pointer)',
		'What goes up to here, or is copied to there.',
	),
	while: word('while (condition) statement', 'Repeats a statement as long as the condition holds.'),
};
