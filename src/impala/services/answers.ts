/** What the language services of Impala answer: the same shapes as those of GAZL. */

export type {
	CompletionItem,
	CompletionKind,
	Completions,
	Hover,
	LiveGlobal,
	OutlineItem,
	OutlineKind,
	Renaming,
	Span,
	TextInsertion,
} from '../../gazl/services/answers.ts';
export type { HostName, HostNameKind, HostNames } from '../../gazl/services/host-names.ts';
