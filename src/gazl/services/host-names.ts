/** What a host looks up in a program or gives to it, for services that know no host. */

/** What a host's name is. */
export type HostNameKind =
	/** Data that host and program share; the program declares it. */
	| 'global'
	| 'array'
	/** A function that the program defines and the host calls. */
	| 'function'
	/** A function of the host. */
	| 'native'
	/** A number that the host gives. */
	| 'constant'
	/** A number that the program gives to the host. */
	| 'setting';

/** One name of the host's interface. */
export interface HostName {
	readonly name: string;
	readonly kind: HostNameKind;
	/** How Impala declares it, in one line; of a function its head. */
	readonly impala: string;
	/** How GAZL declares it, in one line; empty for what GAZL does not declare. */
	readonly gazl: string;
	/** How a native is called, with its arguments; empty for all others. */
	readonly call: string;
	/** Names of the host that the declaration itself uses. */
	readonly needs: readonly string[];
	/** What it means, with units and ranges: a sentence or more. */
	readonly documentation: string;
}

/** A host's interface by name. */
export type HostNames = ReadonlyMap<string, HostName>;
