import { describe, expect, test } from 'vitest';
import { compileImpala } from '../impala/compile.ts';
import { assemblerConstants } from '../patch/host-constants.ts';
import { assembleFirmwareGazl } from './firmware-assembly.ts';
import { FIRMWARE_DOCUMENTATION } from './firmware-documentation.ts';
import { bindFirmware, DEVICE_NATIVES, ENTRY_POINTS, SHARED_GLOBALS } from './firmware-interface.ts';
import { HARDWARE_BASE } from './hardware-registers.ts';

const entries = [...FIRMWARE_DOCUMENTATION.values()];
const namesOf = (...kinds: readonly string[]) =>
	entries
		.filter(({ kind }) => kinds.includes(kind))
		.map(({ name }) => name)
		.sort();

test('every name of the host interface is documented, and no other', () => {
	expect(namesOf('global', 'array')).toEqual(SHARED_GLOBALS.map(({ name }) => name).sort());
	expect(namesOf('function')).toEqual([...ENTRY_POINTS].sort());
	expect(namesOf('native')).toEqual([...DEVICE_NATIVES].sort());
	expect(namesOf('constant')).toEqual([...Object.keys(assemblerConstants(1)), HARDWARE_BASE].sort());
	expect(namesOf('setting')).toEqual(['PRAWN_FIRMWARE_PATCH_FORMAT']);
});

test('every explanation is made of whole sentences', () => {
	for (const { name, documentation } of entries) expect(documentation, name).toMatch(/^[A-Z\d−].*\.$/);
});

describe('declarations', () => {
	const gazlOf = (source: string) => {
		const result = compileImpala(source);
		if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
		return result.gazl;
	};
	const declared = entries.map(({ kind, impala }) => {
		return kind === 'function' ? `${impala} { ${impala.includes('returns') ? 'handled = 0;' : ''} }` : impala;
	});
	// What a declaration needs stands before it.
	const constantsFirst = [
		...declared.filter((line) => line.startsWith('const')),
		...declared.filter((line) => !line.startsWith('const')),
	];

	test('compile together to a firmware in which the host finds everything', () => {
		const assembly = assembleFirmwareGazl(gazlOf(constantsFirst.join('\n')), 1);
		if (!assembly.ok) throw new Error(assembly.error.message);
		const binding = bindFirmware(assembly.program);
		if ('code' in binding) throw new Error(binding.message);
		expect(Object.entries(binding.globals).filter(([, address]) => address < 0)).toEqual([]);
		expect(Object.entries(binding.entries).filter(([, pointer]) => pointer === 0)).toEqual([]);
	});

	test('need what they say that they need, and no more', () => {
		for (const { name, impala, needs, kind } of entries) {
			if (kind === 'function') continue;
			const needed = needs.map((need) => FIRMWARE_DOCUMENTATION.get(need)?.impala ?? '');
			expect(compileImpala([...needed, impala].join('\n')).ok, name).toBe(true);
			if (needs.length > 0) expect(compileImpala(impala).ok, name).toBe(false);
		}
	});

	test('declare in GAZL a name that Impala declares', () => {
		for (const { name, gazl } of entries) if (gazl !== '') expect(gazl.startsWith(`${name}: `)).toBe(true);
	});
});
