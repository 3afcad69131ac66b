import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import type { Program } from '../gazl/program.ts';
import { codeForm } from '../gazl/wasm/code-form.ts';
import { FunctionCache } from '../gazl/wasm/function-cache.ts';
import type { FirmwareBuild, FirmwareSource } from './build-firmware.ts';
import { assembleFirmware, compiledBuild, formOf, interpretedBuild } from './build-firmware.ts';
import { compiledFirmware, firmwareModuleBytes } from './compile-firmware.ts';
import { FirmwareWarmUp } from './firmware-warm-up.ts';
import { ModuleCache } from './module-cache.ts';
import type { ModuleStore } from './module-store.ts';

/** An author waits for a draft, whose first moments need not be the browser's fastest. */
const DRAFT_WARM_UP_MS = 10;

/** Builds firmware for a page: compiled once, and warmed up, so that it starts in the browser's fastest code. */
export class FirmwareBuilder {
	readonly #modules: ModuleCache;
	readonly #draftFunctions = new FunctionCache();
	readonly #checkedDraftFunctions = new FunctionCache();
	readonly #warmUp = new FirmwareWarmUp();

	/** @param store where modules are kept from one visit to the next; null for nowhere */
	constructor(store: ModuleStore | null) {
		this.#modules = new ModuleCache(store);
	}

	/** Brings firmware to GAZL, assembles, checks and compiles it, and runs it for a moment. */
	async build(source: FirmwareSource): Promise<FirmwareBuild> {
		const assembly = assembleFirmware(source);
		if (!assembly.ok) return assembly;
		let build: FirmwareBuild;
		try {
			build = compiledBuild(source, assembly, await this.#compile(assembly.program, source));
		} catch (reason) {
			build = interpretedBuild(source, assembly, reason);
		}
		if (build.ok) this.#warmUp.run(build.image, source.draft ? DRAFT_WARM_UP_MS : undefined);
		return build;
	}

	/** Of a draft only what has changed is compiled, and nothing is kept but for the next version. */
	async #compile(program: Program, source: FirmwareSource): Promise<CompiledFirmware> {
		const form = formOf(program, source);
		if (!source.draft) return await this.#modules.compile(program, form);
		const functions = form === 'plain' ? this.#draftFunctions : this.#checkedDraftFunctions;
		return compiledFirmware(await WebAssembly.compile(firmwareModuleBytes(program, form, functions)), program);
	}

	/** Compiles the instrumented form of a firmware that was built before, and runs it for a moment. Rejects when there can be none. */
	async instrument(image: FirmwareImage): Promise<CompiledFirmware> {
		const compiled = await this.#modules.compile(image.program, codeForm({ heat: true, checks: image.checked ?? false }));
		this.#warmUp.run({ ...image, compiled });
		return compiled;
	}
}
