// Sees to it that the browser tests find a Chromium: Debian's where there is apt, else the one that Playwright brings.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

function run(command, ...words) {
	console.log(`> ${command} ${words.join(' ')}`);
	execFileSync(command, words, { stdio: 'inherit' });
}

function installFromDebian() {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const apt = (...words) => {
		const [command, ...rest] = [...asRoot, 'apt-get', ...words];
		run(command, ...rest);
	};
	apt('update');
	apt('install', '-y', '--no-install-recommends', 'chromium');
}

if (existsSync(DEBIAN_CHROMIUM)) {
	console.log(`Chromium: ${DEBIAN_CHROMIUM}`);
} else {
	try {
		if (!existsSync('/usr/bin/apt-get')) throw new Error('this system has no apt-get');
		installFromDebian();
	} catch (reason) {
		console.log(`Debian's Chromium is not to be had (${reason.message}); Playwright brings its own.`);
		run(process.execPath, 'node_modules/playwright/cli.js', 'install', '--with-deps', 'chromium');
	}
}
