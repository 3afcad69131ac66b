import type { HeapConfiguration } from '../../memory/heap/heap-configuration.ts';
import type { EditorHost } from '../editor/source-document.ts';

/** What the heap's view needs of the instrument around it. */
export interface MemoryHost extends EditorHost {
	/** Has firmware begin with another configuration of its heap, from now on: the firmware that plays is loaded again. */
	configureMemory(configuration: HeapConfiguration): void;
}
