import { type Ref, useId } from 'react';
import styles from './text-field.module.css';

/** A line of text. */
export interface TextFieldProps {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Called on Enter and when the field is left. */
	readonly onCommit?: (() => void) | undefined;
	/** Called on Escape. */
	readonly onCancel?: (() => void) | undefined;
	readonly placeholder?: string | undefined;
	/** What is wrong with the text and what to do; shown below it. */
	readonly error?: string | undefined;
	/** Set in figures of one width, for numbers and code. */
	readonly figures?: boolean | undefined;
	readonly hideLabel?: boolean | undefined;
	readonly maxLength?: number | undefined;
	readonly disabled?: boolean | undefined;
	readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** A text field in the flat material of the workbench. Its keys do not reach shortcuts around it. */
export function TextField(props: TextFieldProps) {
	const {
		label,
		value,
		onChange,
		onCommit,
		onCancel,
		placeholder,
		error,
		figures = false,
		hideLabel = false,
		maxLength,
		disabled,
		ref,
	} = props;
	const id = useId();
	return (
		<div className={styles.field}>
			{!hideLabel && (
				<label className={styles.label} htmlFor={id}>
					{label}
				</label>
			)}
			<input
				ref={ref}
				id={id}
				className={styles.input}
				data-figures={figures}
				aria-label={hideLabel ? label : undefined}
				aria-invalid={error !== undefined}
				aria-describedby={error === undefined ? undefined : `${id}-error`}
				value={value}
				placeholder={placeholder}
				maxLength={maxLength}
				disabled={disabled}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => onChange(event.currentTarget.value)}
				onBlur={onCommit}
				onKeyDown={(event) => {
					event.stopPropagation();
					if (event.key === 'Enter') onCommit?.();
					else if (event.key === 'Escape') onCancel?.();
				}}
			/>
			{error !== undefined && (
				<span id={`${id}-error`} className={styles.error} role="alert">
					{error}
				</span>
			)}
		</div>
	);
}
