import type { LogRecord } from './log-book.ts';

/** A record for tests: an allocation of 3000 words by line 47. */
export function logRecord(serial: number, change: Partial<LogRecord> = {}): LogRecord {
	return {
		serial,
		operation: 'allocate',
		kind: 'block',
		frame: 441,
		instruction: 12,
		address: 182194,
		askedWords: 3000,
		grantedWords: 4096,
		wantedLevel: 2,
		level: 2,
		name: 5,
		cycles: 9,
		allocation: serial,
		nameText: 'echo',
		site: 'init() at echo.impala:47',
		functionName: 'init',
		line: 47,
		seconds: 0.01,
		...change,
	};
}
