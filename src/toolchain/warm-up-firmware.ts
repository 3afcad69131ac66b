import type { FirmwareSource } from './build-firmware.ts';

const INT_BINARY = ['ADDi', 'SUBi', 'MULi', 'DIVi', 'MODi', 'ANDi', 'IORi', 'XORi', 'SHLi', 'SHRi', 'SHRu'];
const FLOAT_BINARY = ['ADDf', 'SUBf', 'MULf', 'DIVf'];
const COMPARISONS = ['EQU', 'NEQ', 'LSS', 'LEQ', 'GRT', 'GEQ'];

/** A branch in every form, each over nothing, so that both outcomes go on behind it. `type` and the operands make the labels unique. */
function branches(type: 'i' | 'f', left: string, right: string, constant: string): string[] {
	return COMPARISONS.flatMap((comparison) =>
		[
			[left, right],
			[left, constant],
			[constant, right],
		].map(([a, b], form) => {
			const label = `.${comparison}${type}${form}${left.slice(1)}`;
			return `\t${comparison}${type} ${a} ${b} @${label}\n${label}:\tNOOP`;
		}),
	);
}

/** Two-operand arithmetic in every form, from `$x` and `$y` into `$z`. */
function arithmetic(mnemonics: readonly string[], x: string, y: string, z: string, constant: string): string[] {
	return mnemonics.flatMap((mnemonic) => [
		`\t${mnemonic} ${z} ${x} ${y}`,
		`\t${mnemonic} ${z} ${x} ${constant}`,
		`\t${mnemonic} ${z} ${constant} ${y}`,
	]);
}

/**
 * GAZL that executes every opcode with values of every size, once a tick. A JavaScript engine that has seen it compiles the
 * interpreter for all that firmware may do; without it, the first seconds of each firmware run in slow code.
 */
const WARM_UP_CODE = [
	'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2',
	'params: GLOB *PARAM_COUNT',
	'clock: GLOB *1',
	'hostPosition: GLOB *1',
	'displayLEDs: GLOB *4',
	'signal: GLOB *2',
	'array: GLOB *64',
	'other: GLOB *64',
	'random: GLOB *1',
	'table: CNST *64',
	'',
	'callee: FUNC',
	'$result: OUTi',
	'$x: INPi',
	'\tADDi $result $x #1',
	'\tRETU',
	'',
	...['init', 'update', 'reset'].map((name) => `${name}: FUNC\n\tPARA *1\n\tCALL ^yield %0 *1\n\tRETU\n`),
	'process: FUNC',
	'\tPARA *1',
	'$i: LOCi',
	'$j: LOCi',
	'$k: LOCi',
	'$m: LOCi',
	'$f: LOCf',
	'$g: LOCf',
	'$h: LOCf',
	'$p: LOCp',
	'$q: LOCp',
	'$block: LOCA *8',
	'.tick:\tPEEK $i &random',
	'\tPOKE &displayLEDs:1 $i',
	'\tMULi $i $i #1103515245',
	'\tADDi $i $i #12345',
	'\tPOKE &random $i',
	'\tSHRi $j $i #13',
	'\tIORi $j $j #1',
	'\tMOVi $k #5',
	'\tMOVi $k $j',
	...arithmetic(INT_BINARY, '$i', '$j', '$k', '#7'),
	'\tABSi $k $i',
	'\tiTOf $f $i #0.001',
	'\tiTOf $g $j #0.37',
	...arithmetic(FLOAT_BINARY, '$f', '$g', '$h', '#1.5'),
	'\tABSf $h $f',
	'\tFLOf $h $f',
	'\tMULf $h $f #1e9',
	'\tfTOi $k $h #1.0',
	'\tfTOi $k $f #1.0',
	...branches('i', '$i', '$j', '#1000'),
	...branches('f', '$f', '$g', '#2.5'),
	// Bits at random: every comparison comes out both ways.
	'\tSHRu $k $i #30',
	'\tANDi $k $k #1',
	'\tSHRu $m $i #31',
	'\tiTOf $h $k #1.0',
	'\tiTOf $g $m #1.0',
	...branches('i', '$k', '$m', '#1'),
	...branches('f', '$h', '$g', '#1.0'),
	'\tANDi $k $i #7',
	'\tMOVp $p &array',
	'\tMOVp $q &other',
	'\tPEEK %0 &array:3',
	'\tPEEK %0 &array $k',
	'\tPEEK %0 $p',
	'\tPEEK %0 $p #2',
	'\tPEEK %0 $p $k',
	'\tPOKE &array:3 #9',
	'\tPOKE &array:3 $i',
	'\tPOKE &array $k #9',
	'\tPOKE &array $k $i',
	'\tPOKE $p #9',
	'\tPOKE $p $i',
	'\tPOKE $p #2 #9',
	'\tPOKE $p #2 $i',
	'\tPOKE $p $k #9',
	'\tPOKE $p $k $i',
	'\tCOPY &array &table *4',
	'\tCOPY &array $q *40',
	'\tCOPY $p &table *4',
	'\tCOPY $p $q *8',
	'\tGETL %0 $block $k',
	'\tSETL $block $k #3',
	'\tSETL $block $k $i',
	'\tADRL %0 $block *8',
	'\tMOVi $j #0',
	'.count:\tFORi $j #3 @.count',
	'\tMOVi $j #0',
	'\tANDi %2 $k #3',
	'.again:\tFORi $j %2 @.again',
	'\tSWCH $k *4 @.case',
	'.case#0:\tNOOP',
	'.case#1:\tADDi $k $k #1',
	'.case:\tNOOP',
	'\tMOVi %1 $i',
	'\tCALL &callee %0 *2',
	'\tMOVp $p &callee',
	'\tCALL $p %0 *2',
	'\tMOVi %1 #5',
	'\tMOVi %2 #2',
	'\tMOVp %3 &array',
	'\tCALL ^write %0 *4',
	'\tMOVi %1 #5',
	'\tCALL ^read %0 *4',
	'\tCALL ^yield %0 *1',
	'\tGOTO @.tick',
	'',
].join('\n');

/** That firmware, for the toolchain. */
export const WARM_UP_SOURCE: FirmwareSource = { id: 1, name: 'warm-up', code: WARM_UP_CODE, config: '', debug: false };
