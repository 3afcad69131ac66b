import notes from './code-notes.module.css';

/** The mark of a problem: shape and colour both tell its severity. Whoever shows it says it in words too. */
export function ProblemSign({ severity }: { readonly severity: 'error' | 'warning' }) {
	return (
		<span className={notes.mark} data-severity={severity}>
			<svg viewBox="0 0 12 12" aria-hidden="true">
				{severity === 'error' ? <circle cx="6" cy="6" r="5" /> : <path d="M6 1 11.4 11H.6Z" />}
				<path d={severity === 'error' ? 'M4 4l4 4M8 4l-4 4' : 'M6 4.6v3M6 9.2v.1'} />
			</svg>
		</span>
	);
}
