/** Warnings about names that nothing uses. */

import type { DiagnosticLog } from '../diagnostics.ts';
import type { FunctionScope } from './symbols.ts';

/** Locals and labels that nothing names, and a result that nothing assigns. Arguments are the caller's affair. */
export function warnOfUnusedNames({ locals, labels }: FunctionScope, log: DiagnosticLog): void {
	for (const { name, role, declarations, references } of locals.values()) {
		const [declaration] = declarations;
		if (role === 'local' && references.length === 0) log.report('UNUSED_LOCAL', declaration, [name]);
		const isAssigned = references.some(({ access }) => access === 'write' || access === 'address');
		if (role === 'result' && !isAssigned) log.report('RESULT_NEVER_ASSIGNED', declaration, [name]);
	}
	for (const { name, declarations, references } of labels.values()) {
		if (references.length === 0) log.report('UNUSED_LABEL', declarations[0], [name]);
	}
}
