import { expect, test } from 'vitest';
import { ModuleCache } from './module-cache.ts';
import type { ModuleStore } from './module-store.ts';
import { halvingFirmware, MemoryModuleStore, programOf } from './toolchain.testing.ts';

const program = programOf(halvingFirmware());

test('a program is compiled once, however often it is asked for', async () => {
	const cache = new ModuleCache(null);
	const { module } = await cache.compile(program);
	expect((await cache.compile(programOf(halvingFirmware()))).module).toBe(module);
});

test('another cache on the same store takes the module from there', async () => {
	const store = new MemoryModuleStore();
	await new ModuleCache(store).compile(program);
	expect(store.kept.size).toBe(1);
	const { module, toBlockEnd } = await new ModuleCache(store).compile(program);
	expect(store.hits).toBe(1);
	expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain('run');
	expect(toBlockEnd).toHaveLength(program.lines.length);
});

test('damaged bytes in the store are compiled anew and replaced', async () => {
	const store = new MemoryModuleStore();
	await new ModuleCache(store).compile(program);
	const [[key = '', bytes] = []] = store.kept;
	store.kept.set(key, Uint8Array.of(0, 97, 115, 109, 9));
	const { module } = await new ModuleCache(store).compile(program);
	expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain('run');
	expect(store.kept.get(key)).toEqual(bytes);
});

const refusal = (): never => {
	throw new DOMException('The user agent does not allow it', 'SecurityError');
};

test.each<[string, ModuleStore]>([
	['rejects', { read: async () => refusal(), write: async () => refusal() }],
	['does not answer', { read: () => new Promise(() => {}), write: () => new Promise(() => {}) }],
])('a store that %s costs nothing but the kept modules', async (_, store) => {
	const { module } = await new ModuleCache(store).compile(program);
	expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain('run');
});

test('a program that cannot be compiled is not kept', async () => {
	const store = new MemoryModuleStore();
	const damaged = { ...program, code: program.code.with(0, 9999) };
	await expect(new ModuleCache(store).compile(damaged)).rejects.toThrow();
	expect(store.kept.size).toBe(0);
});
