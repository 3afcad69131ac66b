import { expect, test } from 'vitest';
import type { HostName, HostNameKind, HostNames } from '../../gazl/services/host-names.ts';
import { analyse } from '../compile.ts';

function hostName(kind: HostNameKind, name: string, impala: string, needs: readonly string[] = []): HostName {
	return { name, kind, impala, gazl: '', call: '', needs, documentation: '' };
}

const HOST: HostNames = new Map(
	[
		hostName('native', 'yield', 'extern native yield'),
		hostName('global', 'clock', 'global int clock'),
		hostName('array', 'params', 'global array params[PARAM_COUNT]', ['PARAM_COUNT']),
		hostName('constant', 'PARAM_COUNT', 'const int PARAM_COUNT'),
		hostName('setting', 'FORMAT', 'const int FORMAT = 2'),
		hostName('function', 'init', 'function init()'),
	].map((entry) => [entry.name, entry]),
);

function hintsOf(source: string, host?: HostNames): readonly string[] {
	return analyse(source, host ? { host } : {}).diagnostics.flatMap(({ code, hint }) =>
		code === 'UNDECLARED_NAME' ? [hint] : [],
	);
}

const TWO_LINES = 'write “const int PARAM_COUNT” and “global array params[PARAM_COUNT]” at the top of the file';

test.each([
	['yield();', 'It is a native of the device: write “extern native yield” at the top of the file.'],
	[
		'a = clock;',
		'It is a variable shared with the device: write “global int clock” at the top of the file, and “global clock” here.',
	],
	['a = global clock;', 'It is a variable shared with the device: write “global int clock” at the top of the file.'],
	['a = PARAM_COUNT;', 'It is a constant of the device: write “const int PARAM_COUNT” at the top of the file.'],
	['a = global params[1];', `It is an array shared with the device: ${TWO_LINES}.`],
	[
		'a = FORMAT;',
		'It is a constant that the program defines for the device: write “const int FORMAT = 2” at the top of the file.',
	],
	['init();', 'It is a function that the program defines for the device: define “function init() { … }” above.'],
])('the name of the host in %j is told with the line that declares it', (statement, hint) => {
	expect(hintsOf(`function f() returns int a { ${statement} }`, HOST)).toEqual([hint]);
});

test('a declaration that is there already is not asked for again', () => {
	const hint = 'It is an array shared with the device: write “global array params[PARAM_COUNT]” at the top of the file.';
	expect(hintsOf('const int PARAM_COUNT function f() returns int a { a = global params[1]; }', HOST)).toEqual([hint]);
});

test('without a host its names are names like others', () => {
	expect(hintsOf('function f() { yield(); }')).toEqual(['Declare it above this line, or correct its spelling.']);
});

test.each([
	['function f() { n(); }\nextern native n', 'It is declared further down, in line 2; move it above.'],
	['function f() { global g = 1; }\n\nglobal int g', 'It is declared further down, in line 3; move it above.'],
	['function f() { g = 1; }\nglobal int g', 'It is declared further down, in line 2; move it above, and write global g here.'],
	['global array a[SIZE]\nconst int SIZE = 3', 'It is declared further down, in line 2; move it above.'],
	['function f() { yield(); }\nextern native yield', 'It is declared further down, in line 2; move it above.'],
	['function f() { g(); }\nfunction g() { }', 'It is defined in line 2; write extern function g above this function.'],
	['global pointer p = &global p', 'Declare it above this line, or correct its spelling.'],
])('%j: %s', (source, hint) => {
	expect(hintsOf(source, HOST)).toEqual([hint]);
});
