import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PushButton } from '../controls/index.ts';
import { viewStore } from '../store/view-store.ts';
import type { CodeForm, HeatSource } from './heat-source.ts';
import styles from './heat-switch.module.css';
import { useFrameView } from './use-frame-view.ts';

/** How the forms of code are named in headings. */
export const FORM_TEXTS: Readonly<Record<CodeForm, string>> = {
	none: '',
	interpreted: 'interpreted',
	plain: 'plain',
	instrumented: 'counting',
};

/** The key that shows heat, in every view that has some: they go together. */
export function HeatSwitch() {
	const heat = useStore(viewStore, (state) => state.heat);
	return (
		<PushButton variant="small" pressed={heat} onClick={() => viewStore.setState({ heat: !heat })}>
			Heat
		</PushButton>
	);
}

/** Says in which form the firmware's code runs. */
export function FormLamp({ heat }: { readonly heat: HeatSource }) {
	const root = useRef<HTMLSpanElement>(null);
	const [form, setForm] = useState(heat.form);
	useFrameView(root, () => ({
		resize() {},
		recolour() {},
		draw(nowMs) {
			heat.refresh(nowMs);
			setForm(heat.form);
		},
	}));
	return (
		<span ref={root} className={styles.form} data-form={form} title="Form of the firmware’s code that runs">
			{FORM_TEXTS[form]}
		</span>
	);
}
