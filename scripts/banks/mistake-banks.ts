import { MISTAKE_FOLDER, MISTAKES, type Mistake } from '../../src/store/mistakes.ts';
import { type BankDefinition, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Characters of a line of the console. */
const LINE = 80;

/** Whether the firmware is to make its mistake. */
const MISTAKEN = 0x00;
const MENDED = 0x80;

/** Words of Latin-1 in lines that fit the console. */
function wrapped(text: string): readonly string[] {
	const lines: string[] = [];
	for (const word of text.replaceAll('’', "'").replaceAll(/[“”]/g, '"').replaceAll('−', '-').split(' ')) {
		const line = lines.at(-1);
		if (line === undefined || line.length + 1 + word.length > LINE) lines.push(word);
		else lines[lines.length - 1] = `${line} ${word}`;
	}
	return lines;
}

function bankOf({ name, title, tour }: Mistake): BankDefinition {
	const subject = name.replace('mistake-', '').replaceAll('-', ' ').toUpperCase();
	return {
		name,
		folder: MISTAKE_FOLDER,
		title,
		summary: tour.does,
		about: [
			`A MISTAKE TO BE FOUND: ${subject}`,
			'',
			...wrapped(tour.does),
			'',
			...wrapped(tour.wrong),
			'',
			...wrapped(tour.mended),
			'',
			'Instruction 2    low byte: any switch up mends it.',
		],
		sticker: sticker({
			title: subject,
			plate: '#f2c14e',
			ink: '#1b1b1e',
			accent: '#ffffff',
			solid: 'M12,3 L22.500,21 H1.500 Z',
			glyph: 'M12,3 L22.500,21 H1.500 Z M12,9 V15 M12,17 V18.500',
		}),
		programs: [
			{ name: 'As it is', ...operands(0x0000, MISTAKEN) },
			{ name: 'Mended', ...operands(0x0000, MENDED) },
			{ name: 'As it is, turned', ...operands(0x8000, MISTAKEN) },
			{ name: 'Mended, turned', ...operands(0x8000, MENDED) },
		],
		spare: operands(0x0000, MISTAKEN),
	};
}

/** Banks of the firmwares with a mistake. The page has their files, but does not list them among its instruments. */
export const MISTAKE_BANKS: readonly BankDefinition[] = MISTAKES.map(bankOf);
