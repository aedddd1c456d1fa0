// Profiles and re-ranking by a language model on this machine, from the command line: a job killed in the middle loses and repeats nothing,
// and no endpoint is needed. The model is a decoder written by hand.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BOOKSHOP } from '#lib/dataset/synthetic/parameters';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { tinyDecoderFiles, TINY_PROFILE } from '#lib/local-models/testing/tiny-decoder';
import { startTinyHub, type TinyHub } from '#lib/local-models/testing/tiny-hub';
import { RERANK_NOTEBOOK } from './notebooks';
import { runNotebook, type RunEnd } from './run-notebook';

const [USERS, ITEMS] = [60, 50];
const NOTEBOOK = `# Profiles

\`\`\`dataset
name: books
source: ./shop
\`\`\`

\`\`\`profiles
name: written
dataset: books
generator: llm
provider: local
model: someone/small
domain: books
\`\`\`
`;
const RANKS = `{"rank": [${Array.from({ length: 20 }, (_, at) => at + 1).join(', ')}], "reasoning": "as they stand"}`;

let folder = '';
let hub: TinyHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-local-'));
  for (const [path, bytes] of makeBookshop({ ...BOOKSHOP, users: USERS, items: ITEMS, interactions: 600 })) {
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true });
    await writeFile(join(folder, 'shop', path), bytes);
  }
  hub = await startTinyHub(
    new Map([
      ['someone/small', tinyDecoderFiles({ says: TINY_PROFILE })],
      ['someone/ranks', tinyDecoderFiles({ says: [RANKS] })]
    ])
  );
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const answersIn = async (): Promise<readonly string[]> =>
  (await readdir(join(folder, 'store', 'answers'), { recursive: true }).catch(() => []))
    .filter((path) => path.endsWith('.json'))
    .sort();
/** When each answer was written. */
const written = async (): Promise<ReadonlyMap<string, number>> =>
  new Map(
    await Promise.all(
      (await answersIn()).map(
        async (path) => [path, (await stat(join(folder, 'store', 'answers', path))).mtimeMs] as const
      )
    )
  );

/** Runs the notebook; kills the process once so many answers are there. */
async function run(text: string, killAt = Infinity): Promise<RunEnd> {
  await writeFile(join(folder, 'n.md'), text);
  const paths = ['--out', join(folder, 'r.json'), '--store', join(folder, 'store')];
  let watch: NodeJS.Timeout | undefined;
  const environment = { HF_ENDPOINT: hub.host, OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
  const end = await runNotebook([join(folder, 'n.md'), '--backend', 'cpu', ...paths], environment, (child) => {
    if (killAt === Infinity) return;
    watch = setInterval(() => {
      void answersIn().then((answers) => answers.length >= killAt && child.kill('SIGKILL'));
    }, 10);
  });
  clearInterval(watch);
  return end;
}

it('profiles are all there after a kill, each answer was given once, and none needed an endpoint', async () => {
  expect((await run(NOTEBOOK, 30)).code).toBeNull();
  const first = await written();
  expect(first.size).toBeGreaterThanOrEqual(30);
  const { code, said } = await run(NOTEBOOK);
  expect(code, said).toBe(0);
  const { cells } = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8'));
  expect(cells[1].result).toMatchObject({
    users: USERS,
    items: ITEMS,
    label: 'Written by the small language model someone/small@main on this machine, from training data.',
    usage: { host: 'this machine', models: ['someone/small@main, q8 on WebAssembly'] }
  });
  const last = await written();
  for (const [path, time] of first) expect(last.get(path), path).toBe(time);
}, 300_000);

it('lists are put in order by it, and the table says who did', async () => {
  const { code, said } = await run(RERANK_NOTEBOOK.replace('model: made-up', 'provider: local\nmodel: someone/ranks'));
  expect(code, said).toBe(0);
  expect(said).toContain('someone/ranks@main, a small model on this machine');
  const { cells } = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8'));
  for (const row of cells[2].result.rows) expect(row).toMatchObject({ answered: 12, failed: 0, hallucinated: 0 });
}, 300_000);
