import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { CodeForm } from '../../src/gazl/wasm/code-form.ts';
import { HOST_IMPORTS } from '../../src/gazl/wasm/module-interface.ts';
import { firmwareModuleBytes } from '../../src/toolchain/compile-firmware.ts';
import { bundledFirmwares } from '../bench-firmware.ts';
import { digits, figuresTable } from '../figures-table.ts';
import { compiledImage, interpretedImage } from '../firmware/firmware-forms.ts';
import { measureTicks, type TickFigures } from '../firmware/measure-ticks.ts';

/** The forms that are compared with the plain one. */
const WATCHING_FORMS = ['instrumented', 'checked'] as const satisfies readonly CodeForm[];

/** What only a form that counts or checks imports. */
const WATCHING_IMPORTS: readonly string[] = [HOST_IMPORTS.counters, HOST_IMPORTS.shadow];

/** What a form of a firmware came to. */
interface FormFigures {
	readonly form: CodeForm;
	readonly moduleBytes: number;
	/** Imports of the module that serve counting or checking. */
	readonly watchingImports: readonly string[];
	/**
	 * Time against the plain form, ratio of their fastest rounds: a round is so short that the scheduler leaves some alone however busy the
	 * machine is.
	 */
	readonly ratio: number;
}

/** What the forms of one firmware came to. */
interface FirmwareForms {
	readonly name: string;
	/** Whether it has a heap; only then is there something to check. */
	readonly hasHeap: boolean;
	readonly forms: readonly FormFigures[];
	readonly ticks: TickFigures;
}

/** What counting and checking costs, and what is left of it when nobody looks. */
export function benchForms(): { readonly text: string; readonly figures: object } {
	const skipped: string[] = [];
	const firmwares = bundledFirmwares().flatMap((firmware): FirmwareForms[] => {
		const interpreted = interpretedImage(firmware);
		const hasHeap = interpreted.program.heapWords > 0;
		const names = ['plain', ...WATCHING_FORMS.filter((form) => hasHeap || form !== 'checked')] as const;
		const forms = names.map((form) => ({ form, image: compiledImage(interpreted, form) }));
		try {
			const ticks = measureTicks({ name: firmware.name, settings: firmware.settings, forms }, () => performance.now());
			return [{ name: firmware.name, hasHeap, forms: forms.map((form) => formFigures(form, ticks)), ticks }];
		} catch (failure) {
			skipped.push(`skipped: ${String(failure)}`);
			return [];
		}
	});
	return { text: [formatFirmwares(firmwares), ...skipped].join('\n'), figures: { unit: 'ns per tick', firmwares, skipped } };
}

function formFigures({ form, image }: { form: CodeForm; image: FirmwareImage }, ticks: TickFigures): FormFigures {
	const bytes = firmwareModuleBytes(image.program, form);
	const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);
	return {
		form,
		moduleBytes: bytes.length,
		watchingImports: imports.filter((name) => WATCHING_IMPORTS.includes(name)),
		ratio: fastestRound(ticks, form) / fastestRound(ticks, 'plain'),
	};
}

function fastestRound({ forms }: TickFigures, form: CodeForm): number {
	return forms.find((candidate) => candidate.form === form)?.figure.lowest ?? Number.NaN;
}

const ABSENT = '–';

function formatFirmwares(firmwares: readonly FirmwareForms[]): string {
	const cells = (form: FormFigures | undefined): string[] => {
		return form === undefined ? [ABSENT, ABSENT] : [`${digits(form.ratio)}×`, String(form.moduleBytes)];
	};
	const rows = firmwares.map(({ name, hasHeap, forms, ticks }) => [
		hasHeap ? `${name}, heap` : name,
		digits(fastestRound(ticks, 'plain')),
		...cells(forms.find(({ form }) => form === 'instrumented')),
		...cells(forms.find(({ form }) => form === 'checked')),
		String(forms[0].moduleBytes),
		String(forms[0].watchingImports.length),
	]);
	return [
		'nanoseconds per tick of the plain form in its fastest round; the forms that watch against it; bytes of the modules, and how many imports the plain one has for counting and checking',
		figuresTable(['firmware', 'plain', 'heat', 'bytes', 'checked', 'bytes', 'plain bytes', 'counters, shadow'], rows),
	].join('\n');
}
