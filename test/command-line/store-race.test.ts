// Real processes that start at once on one store with the same plan, on a slow disk. npm run store-race does it with twenty.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TINY_DATASET, tinyFiles, tinyTrain } from '#lib/notebook/testing/tiny';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { race } from '../../scripts/race.mjs';

const NOTEBOOK = `${TINY_DATASET}${tinyTrain('base', [], { epochs: 1 })}
\`\`\`compare
name: table
runs: [base]
references: [popularity]
bootstrap_samples: 200
\`\`\`
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'race-'));
  for (const [path, bytes] of tinyFiles()) {
    await mkdir(dirname(join(folder, 'tiny', path)), { recursive: true });
    await writeFile(join(folder, 'tiny', path), bytes);
  }
  await writeFile(join(folder, 'tiny.md'), NOTEBOOK);
  // Builds the program where it is older than its sources.
  execFileSync(process.execPath, ['scripts/cli.mjs', 'notebook', '--help']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('three make each artifact once, none sees half of one, and all is what one process makes', async () => {
  const notebook = join(folder, 'tiny.md');
  const { wrong, artifacts, most } = await race({ notebook, folder, processes: 3, openStore: openFolderStore });
  expect(wrong).toEqual([]);
  expect([artifacts, most]).toEqual([4, 1]);
});
