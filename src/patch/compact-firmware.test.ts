import { describe, expect, it } from 'vitest';
import { compactFirmware } from './compact-firmware.ts';

describe('compacted code', () => {
	it.each([
		['comments of their own', '; hello\nmain:\tFUNC\n  ; world', 'main: FUNC'],
		['comments behind code, without a blank too', 'main: FUNC;x\n\tRETU ; y', 'main: FUNC\nRETU'],
		['empty lines of either line end', 'a: GLOB *1\r\n\r\n \t\r\nb: GLOB *1\n', 'a: GLOB *1\nb: GLOB *1'],
		['indentation and repeated blanks', 'x:\t!  DEFi   #3  ', 'x: ! DEFi #3'],
	])('has no %s', (_, code, compacted) => {
		expect(compactFirmware(code)).toBe(compacted);
	});

	it('keeps what is quoted', () => {
		expect(compactFirmware("\tMOVi %0  #' ;  ' ; blank")).toBe("MOVi %0 #' ;  '");
		expect(compactFirmware("sw#';': FUNC ; x")).toBe("sw#';': FUNC");
	});

	it('keeps the text of DATs and FAIL, but for the blanks around it', () => {
		expect(compactFirmware('.s:\tDATs  a ;  "b  ')).toBe('.s: DATs a ;  "b');
		expect(compactFirmware('\tDATs |--  A;B  --|')).toBe('DATs |--  A;B  --|');
		expect(compactFirmware('x:!FAIL no;  way')).toBe('x:!FAIL no;  way');
		expect(compactFirmware('x: ! FAIL no;  way')).toBe('x: ! FAIL no;  way');
	});

	it('takes DATs for a name where it is an operand', () => {
		expect(compactFirmware('\tPEEK %0 &DATs  ; x\nDATs:  GLOB *1 ; y\n GOTO DATs ; z')).toBe(
			'PEEK %0 &DATs\nDATs: GLOB *1\nGOTO DATs',
		);
	});

	it('compacted again stays the same', () => {
		const once = compactFirmware("a: DATs x  ;y\n b:\t! MOVi  <A>\t#' '  ;c");
		expect(compactFirmware(once)).toBe(once);
	});
});
