import type { CompiledFirmware } from '../bridge/firmware-image.ts';
import type { Program } from '../gazl/program.ts';
import type { CodeForm } from '../gazl/wasm/code-form.ts';
import { compiledFirmware, firmwareModuleBytes } from './compile-firmware.ts';
import type { ModuleStore } from './module-store.ts';
import { programKey } from './program-key.ts';

/** Modules held in memory. While one is held, the browser keeps the optimised code that it has made of it. */
const HELD_MODULES = 16;

/** Longest wait for the store, milliseconds: compiling anew takes less than a store that does not answer. */
const STORE_PATIENCE_MS = 200;

/** Compiles programs, each one once: what was compiled before comes from memory or from a store. */
export class ModuleCache {
	readonly #store: ModuleStore | null;
	/** By key, the one used last at the end. */
	readonly #held = new Map<string, CompiledFirmware>();

	/** @param store what outlasts this object; null for nothing */
	constructor(store: ModuleStore | null) {
		this.#store = store;
	}

	/** A program's compiled code in one of its forms. Rejects when the program cannot be compiled; a store that fails only costs time. */
	async compile(program: Program, form: CodeForm = 'plain'): Promise<CompiledFirmware> {
		const key = `${form} ${await programKey(program)}`;
		const held = this.#held.get(key);
		const compiled =
			held ?? compiledFirmware((await this.#keptModule(key)) ?? (await this.#newModule(key, program, form)), program);
		this.#hold(key, compiled);
		return compiled;
	}

	async #newModule(key: string, program: Program, form: CodeForm): Promise<WebAssembly.Module> {
		const bytes = firmwareModuleBytes(program, form);
		const module = await WebAssembly.compile(bytes);
		// Nobody waits for it, and what goes wrong costs no more than compiling once again.
		this.#store?.write(key, bytes).catch(() => {});
		return module;
	}

	/** The module from the store; undefined when there is none, it is damaged, or the store does not answer. */
	async #keptModule(key: string): Promise<WebAssembly.Module | undefined> {
		if (this.#store === null) return undefined;
		let timer: ReturnType<typeof setTimeout> | undefined;
		try {
			const impatience = new Promise<undefined>((resolve) => {
				timer = setTimeout(resolve, STORE_PATIENCE_MS);
			});
			const bytes = await Promise.race([this.#store.read(key), impatience]);
			return bytes === undefined ? undefined : await WebAssembly.compile(bytes);
		} catch {
			return undefined;
		} finally {
			clearTimeout(timer);
		}
	}

	#hold(key: string, compiled: CompiledFirmware): void {
		this.#held.delete(key);
		this.#held.set(key, compiled);
		if (this.#held.size <= HELD_MODULES) return;
		const [oldest] = this.#held.keys();
		if (oldest !== undefined) this.#held.delete(oldest);
	}
}
