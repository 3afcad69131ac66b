/** Writes the built-in clips and their listing: `npx tsx scripts/clips/make-clips.ts [OUTDIR]`, by default into `public/clips`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CLIPS, clipFile, listClips, renderClip } from './clips.ts';

const outputFolder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../public/clips'));
mkdirSync(outputFolder, { recursive: true });
for (const clip of CLIPS) {
	const file = renderClip(clip);
	writeFileSync(join(outputFolder, clipFile(clip)), file);
	console.log(`${clipFile(clip)}: ${file.length} bytes`);
}
writeFileSync(join(outputFolder, 'clips.json'), `${JSON.stringify(listClips(), null, '\t')}\n`);
console.log(`clips.json: ${CLIPS.length} clips in ${outputFolder}`);
