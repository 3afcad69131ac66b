import { type EditorDrawer, viewStore } from '../../store/view-store.ts';
import { editorStore } from './editor-store.ts';

/** Opens a drawer and puts the focus into it. */
export function openDrawer(editorDrawer: EditorDrawer): void {
	viewStore.setState({ editorDrawer });
	editorStore.setState(({ drawerRequests }) => ({ drawerRequests: drawerRequests + 1 }));
}

/** Opens a drawer, or closes it when it is open. */
export function toggleDrawer(drawer: EditorDrawer): void {
	if (viewStore.getState().editorDrawer === drawer) viewStore.setState({ editorDrawer: '' });
	else openDrawer(drawer);
}
