// npm run store-race [-- PROCESSES]: many processes that start at once on one store with the same plan, on a disk made slow (race.mjs). Says how
// often each artifact was made, and whether a reader saw half of one; the store is held against one that a single process made. Ends with 1
// where something is not as it must be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { race } from './race.mjs';
import { ensureCommandLine, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
await ensureCommandLine();
const { builtStore } = await import('./built-store.mjs');

const PROCESSES = Number(process.argv[2] ?? 20);

/** @param {string} name @param {string} more */
const train = (name, more) =>
  `\`\`\`train\nname: ${name}\ndataset: books\npreset: small\nepochs: 1\ndimensions: 8\nseeds: [1, 2]\n${more}\`\`\`\n\n`;
const NOTEBOOK = `# Race\n\n\`\`\`dataset\nname: books\nsource: bookshop\n\`\`\`\n\n${train('flat', 'layers: 1\n')}${train('deep', 'layers: 2\n')}\`\`\`compare\nname: table\nruns: [flat, deep]\nbootstrap_samples: 200\n\`\`\`\n`;

const folder = mkdtempSync(join(tmpdir(), 'store-race-'));
try {
  const notebook = join(folder, 'race.md');
  writeFileSync(notebook, NOTEBOOK);
  const { openFolderStore } = await import(pathToFileURL(await builtStore(root, 'folder', join(folder, 'code'))).href);
  const started = Date.now();
  const raced = await race({ notebook, folder, processes: PROCESSES, openStore: openFolderStore });
  const { artifacts, most, waited, reads, wrong } = raced;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${PROCESSES} processes, ${artifacts} artifacts, ${seconds} s: none made more than ${most} time${most === 1 ? '' : 's'}, ${waited} processes waited for another, ${reads} artifacts read meanwhile`
  );
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
