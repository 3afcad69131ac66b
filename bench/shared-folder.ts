import { join } from 'node:path';

/** Where the specification's data is: beside the project. */
export const SHARED_FOLDER = join(import.meta.dirname, '../../shared');
