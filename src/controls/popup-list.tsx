import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { entryAfterKey, entryAfterTyping, type ListEntry, TYPEAHEAD_MS } from './list-keys.ts';
import styles from './popup-list.module.css';
import { usePopup } from './use-popup.ts';

/** Height of an item, in CSS pixels; the list asks for as many as it has. */
const ITEM_PX = 26;

/** One item of a list or menu. */
export interface PopupItem extends ListEntry {
	readonly id: string;
	/** Set at the right in figures: a key, a count, a shortcut. */
	readonly detail?: string | undefined;
	/** A hairline above it. */
	readonly rule?: boolean | undefined;
}

/** A button that opens a list. */
export interface PopupListProps {
	/** Name of the button and of its list. */
	readonly label: string;
	readonly items: readonly PopupItem[];
	/** The chosen item of a listbox; a menu has none. */
	readonly selectedId?: string | undefined;
	readonly onSelect: (id: string, event: MouseEvent | KeyboardEvent) => void;
	/** `listbox` chooses one of several values, `menu` does one of several things. A listbox unless told. */
	readonly kind?: 'listbox' | 'menu' | undefined;
	/** What the button looks like, in place of a flat field with the chosen item: a display or a round key, say. It must not be a button. */
	readonly children?: ReactNode;
	/** Called with a click on the button before it opens; prevent its default to keep it closed. */
	readonly onTriggerClick?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined;
	/** Narrowest width of the list in CSS pixels; 180 unless told. */
	readonly listWidthPx?: number | undefined;
	readonly disabled?: boolean | undefined;
}

/**
 * A button with a list that pops up: arrows, Page keys, Home and End, typing ahead; Enter or Space chooses, Escape, Tab or a press
 * elsewhere leaves. The list keeps the focus and points at its marked item, so it may hold any number of items.
 */
export function PopupList(props: PopupListProps) {
	const {
		label,
		items,
		selectedId,
		onSelect,
		kind = 'listbox',
		children,
		onTriggerClick,
		listWidthPx = 180,
		disabled = false,
	} = props;
	const id = useId();
	const [marked, setMarked] = useState(-1);
	const typed = useRef({ text: '', atMs: 0 });
	const size = { widthPx: listWidthPx, heightPx: items.length * ITEM_PX + 24 };
	const {
		anchor,
		element: list,
		isOpen,
		open,
		close,
		popupProps,
	} = usePopup<HTMLButtonElement, HTMLDivElement>(size, markSelected, () => reveal(marked));
	const selected = items.find((item) => item.id === selectedId);

	// The browser moves the focus to a popover with this attribute while it opens it: a key right behind the one that opened the list
	// finds the list. React keeps the attribute for itself.
	useLayoutEffect(() => list.current?.setAttribute('autofocus', ''), [list]);

	function markSelected(): void {
		const first = selectedId === undefined ? -1 : items.findIndex((item) => item.id === selectedId);
		setMarked(first >= 0 ? first : (entryAfterKey('Home', -1, items) ?? -1));
	}

	function reveal(index: number): void {
		list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
	}

	function mark(index: number): void {
		setMarked(index);
		reveal(index);
	}

	function leave(): void {
		close();
		anchor.current?.focus();
	}

	function choose(index: number, event: MouseEvent | KeyboardEvent): void {
		const item = items[index];
		if (!item || item.disabled) return;
		leave();
		onSelect(item.id, event);
	}

	function typeAhead(key: string, atMs: number): void {
		const continued = atMs - typed.current.atMs < TYPEAHEAD_MS;
		typed.current = { text: (continued ? typed.current.text : '') + key, atMs };
		const found = entryAfterTyping(typed.current.text, marked, items);
		if (found >= 0) mark(found);
	}

	function pressListKey(event: KeyboardEvent): void {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const next = entryAfterKey(event.key, marked, items);
		const isTyping = event.timeStamp - typed.current.atMs < TYPEAHEAD_MS && typed.current.text !== '';
		if (next !== undefined) mark(next);
		else if (event.key === 'Enter' || (event.key === ' ' && !isTyping)) choose(marked, event);
		else if (event.key === 'Escape' || event.key === 'Tab') leave();
		else if (event.key.length === 1) typeAhead(event.key, event.timeStamp);
		else return;
		event.stopPropagation();
		// Tab goes on from the button.
		if (event.key !== 'Tab') event.preventDefault();
	}

	const isMenu = kind === 'menu';
	return (
		<>
			<button
				ref={anchor}
				type="button"
				className={children ? styles.bare : styles.trigger}
				aria-label={selected ? `${label}: ${selected.label}` : label}
				aria-haspopup={kind}
				aria-expanded={isOpen}
				aria-controls={id}
				popoverTarget={id}
				disabled={disabled}
				onClick={onTriggerClick}
				onKeyDown={(event) => {
					if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
					event.preventDefault();
					open();
				}}
			>
				{children ?? (
					<>
						<span>{selected?.label ?? label}</span>
						<svg viewBox="0 0 9 6" aria-hidden="true">
							<path d="M 0 0 H 9 L 4.5 6 Z" />
						</svg>
					</>
				)}
			</button>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: its role is one of two */}
			{/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have an active descendant */}
			<div
				{...popupProps}
				ref={list}
				id={id}
				popover="auto"
				role={kind}
				className={styles.list}
				tabIndex={-1}
				aria-label={label}
				aria-activedescendant={isOpen && marked >= 0 ? `${id}-${marked}` : undefined}
				onKeyDown={pressListKey}
			>
				{items.map((item, index) => (
					// biome-ignore lint/a11y/noStaticElementInteractions: its role is one of two
					// biome-ignore lint/a11y/useAriaPropsSupportedByRole: only an option gets aria-selected
					// biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the keys
					<div
						key={item.id}
						id={`${id}-${index}`}
						role={isMenu ? 'menuitem' : 'option'}
						className={styles.item}
						data-marked={index === marked}
						data-rule={item.rule}
						aria-selected={isMenu ? undefined : item.id === selectedId}
						aria-disabled={item.disabled}
						onPointerMove={() => !item.disabled && index !== marked && setMarked(index)}
						onClick={(event) => choose(index, event)}
					>
						<span className={styles.dot} />
						<span>{item.label}</span>
						{item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
					</div>
				))}
			</div>
		</>
	);
}
