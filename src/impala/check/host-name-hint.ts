/** How to declare what the host has. */

import type { HostName, HostNameKind, HostNames } from '../../gazl/services/host-names.ts';

/** How hints call what a host's name stands for. */
const KINDS: Readonly<Record<HostNameKind, string>> = {
	global: 'a variable shared with the device',
	array: 'an array shared with the device',
	function: 'a function that the program defines for the device',
	native: 'a native of the device',
	constant: 'a constant of the device',
	setting: 'a constant that the program defines for the device',
};

/**
 * The lines to write for a name of the host that a program uses and does not declare.
 *
 * @param isGlobal whether the use has the word `global` before it
 * @param isDeclared whether the program declares another name of the host
 */
export function hostNameHint(
	{ name, kind, impala, needs }: HostName,
	host: HostNames,
	isGlobal: boolean,
	isDeclared: (name: string) => boolean,
): string {
	if (kind === 'function') return `It is ${KINDS[kind]}: define “${impala} { … }” above.`;
	const needed = needs.filter((need) => !isDeclared(need)).flatMap((need) => host.get(need)?.impala ?? []);
	const lines = [...needed, impala].map((line) => `“${line}”`).join(' and ');
	const isData = kind === 'global' || kind === 'array';
	const here = isData && !isGlobal ? `, and “global ${name}” here` : '';
	return `It is ${KINDS[kind]}: write ${lines} at the top of the file${here}.`;
}
