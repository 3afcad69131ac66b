import { useStore } from 'zustand';
import { HelpMark } from '../../controls/index.ts';
import { CopyTools } from '../copy-tools.tsx';
import type { ChecksHost } from './checks-host.ts';
import { checksOf } from './checks-source.ts';
import { violatedWords } from './violated-words.ts';
import { violationsText } from './violation-rows.ts';

/** The keys of the checks, for the heading that they stand under. */
export default function ChecksTools({ engine }: { readonly engine: ChecksHost }) {
	const rows = useStore(violatedWords, (state) => state.rows);

	function text(): string | null {
		const { checks } = checksOf(engine);
		return checks === null ? null : violationsText(checks.records.violations, checks.context);
	}

	return (
		<CopyTools label="Copy all violations" disabled={rows === 0} text={text} missing="no violations to copy">
			<HelpMark about="the checks" heightPx={230}>
				A checked build knows of every word of the heap whose it is. What a firmware does that it must not is a violation: it is
				listed once for each place, with a count. The log tells every allocation, Live what is in use, Forgotten what no pointer
				leads to any more. Pressure makes allocations fail, so that you hear what the firmware does then.
			</HelpMark>
		</CopyTools>
	);
}
