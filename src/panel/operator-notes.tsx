import { HelpMark } from '../controls/index.ts';
import styles from './operator-notes.module.css';

/** What an operator does to what is heard, in a line. */
interface OperatorNote {
	readonly mnemonic: string;
	readonly text: string;
}

/** What the operators of both instructions do, in the order of their dials (device.md 3.3). */
const NOTES: Readonly<Record<1 | 2, readonly OperatorNote[]>> = {
	1: [
		{ mnemonic: 'NOP', text: 'leaves it where the clock is.' },
		{ mnemonic: 'AND', text: 'clears the bits whose switches are up: the sound repeats, in parts as long as the bit.' },
		{ mnemonic: 'MUL', text: 'multiplies it: 0100 is the speed of the recording, 0200 twice, 0080 half of it, 8100 backwards.' },
		{ mnemonic: 'OSC', text: 'sways it behind the clock, in a triangle; the leftmost switch sends left and right apart.' },
		{
			mnemonic: 'RND',
			text: 'lets it wander behind the clock at random; the leftmost switch lets left and right go their own ways.',
		},
	],
	2: [
		{ mnemonic: 'NOP', text: 'leaves it as instruction 1 left it.' },
		{ mnemonic: 'OR', text: 'sets the bits whose switches are up.' },
		{ mnemonic: 'XOR', text: 'turns those bits over: parts of the cycle change places, and FFFF plays all of it backwards.' },
		{
			mnemonic: 'MSK',
			text: 'lets instruction 1 act in those eighths of the cycle whose switches are up, then delays by the low byte.',
		},
		{ mnemonic: 'SUB', text: 'delays, left and right each by its own byte. Point at the digits to see how long.' },
	],
};

/** A "?" that explains an instruction: what its operators do to the position that is read. */
export function OperatorNotes({ number }: { readonly number: 1 | 2 }) {
	return (
		<HelpMark about={`instruction ${number}`} heightPx={300}>
			<span className={styles.lead}>
				{number === 1 ? 'Where the memory is read: each operator changes the position.' : 'Then this changes the position again.'}
			</span>
			{NOTES[number].map(({ mnemonic, text }) => (
				<span key={mnemonic} className={styles.note}>
					<b>{mnemonic}</b> <span>{text}</span>
				</span>
			))}
			<span className={styles.tail}>A tape over the print says that a firmware has given the switches another meaning.</span>
		</HelpMark>
	);
}
