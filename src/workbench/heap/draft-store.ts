import { createStore } from 'zustand/vanilla';

/** The configuration document while it is edited, kept when another part of the page is looked at; null when nothing was changed. */
export const configurationDraft = createStore<{ readonly text: string | null }>(() => ({ text: null }));
