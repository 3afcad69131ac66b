/** The instrument's own controls. They know nothing of what they control. Load `tokens.css` and `fonts.ts` once for the page. */
export { IconButton, type IconButtonProps, PushButton, type PushButtonProps } from './button.tsx';
export { classNames } from './class-names.ts';
export { FillGauge, type FillGaugeHandle, type FillGaugeProps } from './fill-gauge.tsx';
export type { GestureHandler } from './gesture.ts';
export { HelpMark, type HelpMarkProps } from './help-mark.tsx';
export { HexByteField, type HexByteFieldProps } from './hex-byte-field.tsx';
export { HexDisplay, type HexDisplayProps, ProgramDisplay, type ProgramDisplayProps } from './hex-display.tsx';
export { hexText } from './hex-typing.ts';
export { Knob, type KnobProps } from './knob.tsx';
export { Led, type LedProps, LedStrip, type LedStripProps, type LedsHandle } from './led.tsx';
export type { LedColor } from './led-art.tsx';
export { LedMatrix, type LedMatrixHandle, type LedMatrixProps } from './led-matrix.tsx';
export { decibelText } from './level-scale.ts';
export { LiveText, type LiveTextProps } from './live-text.tsx';
export { Meter, type MeterHandle, type MeterProps } from './meter.tsx';
export { EngravedGroup, type EngravedGroupProps, Legend, Plate, type PlateProps } from './plate.tsx';
export { type PopupItem, PopupList, type PopupListProps } from './popup-list.tsx';
export {
	MomentaryRocker,
	type MomentaryRockerProps,
	Rocker,
	type RockerAxis,
	RockerPair,
	type RockerPairProps,
	type RockerProps,
} from './rocker.tsx';
export { type RotaryPosition, RotarySwitch, type RotarySwitchProps } from './rotary-switch.tsx';
export { DisplayWindow, SevenSegments, type SevenSegmentsProps } from './seven-segment.tsx';
export { SplitPane, type SplitPaneProps } from './split-pane.tsx';
export { SwitchBank, type SwitchBankHandle, type SwitchBankProps } from './switch-bank.tsx';
export { type Tab, TabPanel, type TabPanelProps, Tabs, type TabsProps } from './tabs.tsx';
export { TextField, type TextFieldProps } from './text-field.tsx';
export { ToggleSwitch, type ToggleSwitchProps } from './toggle-switch.tsx';
export { Tooltip, type TooltipProps } from './tooltip.tsx';
export { type Popup, type PopupSize, usePopup } from './use-popup.ts';
export { type RangeInput, type RangeInputOptions, useRangeInput } from './use-range-input.ts';
