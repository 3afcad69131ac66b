/** Kinds of work that firmware does, each an endless loop in GAZL: its `main` never returns and never faults. */
export interface Mix {
	readonly name: string;
	readonly source: string;
}

/** The native that the native calls go to: it answers its argument plus 1. */
export const MIX_NATIVE = 'host';

/** The mixes; figures are compared with those of the first. */
export const MIXES: readonly Mix[] = [
	{
		name: 'int arithmetic',
		source: `
main:	FUNC
	PARA *1
i:	LOCi
a:	LOCi
b:	LOCi
.start:	MOVi i #0
.loop:	ADDi a a #7
	MULi b a #31
	XORi %0 b a
	SHRi %0 %0 #3
	ANDi %0 %0 #255
	SUBi b %0 a
	LSSi b #0 @.negative
	IORi a a %0
.negative:	FORi i #1000 @.loop
	GOTO @.start`,
	},
	{
		name: 'float filter',
		source: `
main:	FUNC
	PARA *2
n:	LOCi
low:	LOCf
band:	LOCf
.loop:	iTOf %0 n #0.00048828125
	SUBf %0 %0 low
	MULf %1 band #0.7
	SUBf %0 %0 %1
	MULf %0 %0 #0.1
	ADDf band band %0
	MULf %1 band #0.1
	ADDf low low %1
	LSSf low #100.0 @.tame
	MOVf low #0.0
.tame:	fTOi %0 low #2048.0
	ADDi n n #1
	ANDi n n #2047
	GOTO @.loop`,
	},
	{
		name: 'PEEK and POKE',
		source: `
table:	GLOB *64
index:	GLOB *1
main:	FUNC
	PARA *3
p:	LOCp
.loop:	PEEK %0 &index
	ADDi %0 %0 #1
	ANDi %0 %0 #31
	POKE &index %0
	PEEK %1 &table %0
	POKE &table:32 %0 %1
	ADDp p &table %0
	PEEK %2 p
	POKE p #5 %2
	GOTO @.loop`,
	},
	{
		name: 'calls',
		source: `
main:	FUNC
	PARA *2
sum:	LOCi
.loop:	MOVi %1 #5
	CALL &next %0 *2
	ADDi sum sum %0
	GOTO @.loop
next:	FUNC
result:	OUTi
x:	INPi
	ADDi result x #1
	RETU`,
	},
	{
		name: 'native calls',
		source: `
main:	FUNC
	PARA *2
sum:	LOCi
.loop:	MOVi %1 #5
	CALL ^${MIX_NATIVE} %0 *2
	ADDi sum sum %0
	GOTO @.loop`,
	},
	{
		name: 'random SWCH',
		source: `
main:	FUNC
	PARA *1
seed:	LOCi
a:	LOCi
.loop:	MULi seed seed #1664525
	ADDi seed seed #1013904223
	SHRu %0 seed #30
	SWCH %0 *3 @.case
.case#0:	ADDi a a #1
	GOTO @.loop
.case#1:	SUBi a a #3
	GOTO @.loop
.case#2:	XORi a a #5
	GOTO @.loop
.case:	SHLi a a #1
	GOTO @.loop`,
	},
];
