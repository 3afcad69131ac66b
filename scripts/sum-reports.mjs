// Adds up what the test runners reported and prints it as the line that closes a CI run. Exits with 1 on a failure or without tests.
import { existsSync, readFileSync } from 'node:fs';

const REPORTS = [
	[
		'.reports/vitest.json',
		({ numPassedTests, numFailedTests, numFailedTestSuites }) => [
			numPassedTests,
			Math.max(numFailedTests, numFailedTestSuites && numFailedTests === 0 ? 1 : 0),
		],
	],
	['.reports/playwright.json', ({ stats, errors }) => [stats.expected, stats.unexpected + stats.flaky + errors.length]],
];

let passed = 0;
let failed = 0;
for (const [file, count] of REPORTS) {
	if (!existsSync(file)) {
		console.log(`${file} is missing: its runner did not get to the end.`);
		failed += 1;
		continue;
	}
	const [good, bad] = count(JSON.parse(readFileSync(file, 'utf8')));
	passed += good;
	failed += bad;
}
// The steps before the runners (types, lint) and behind them (build) report nothing but their exit code.
failed += Number(process.argv[2] ?? 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
