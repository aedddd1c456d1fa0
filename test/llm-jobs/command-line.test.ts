// A job of two thousand profiles on the command line, against a server that fails every twentieth time, killed twice in the middle:
// nothing is lost, nothing is paid for twice, and no key gets into what is written.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKSHOP } from '#lib/dataset/synthetic/parameters';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { faultPlan, type Fault } from '../llm-server/faults';
import { startLlmServer, type LlmServer } from '../llm-server/server';
import { runNotebook, type RunEnd } from './run-notebook';

const KEY = 'sk-test-4242424242424242';
const [USERS, ITEMS] = [1200, 800];
const AT_ONCE = 6;
const FAULTS: readonly Fault[] = [
  { kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 0.05 } },
  { kind: 'rate-limit' },
  { kind: 'server-error' },
  { kind: 'cut-before-head' },
  { kind: 'cut-mid-body' },
  { kind: 'html-page' },
  { kind: 'time-out' },
  { kind: 'invalid-json' },
  { kind: 'truncated' },
  { kind: 'wrapped' },
  { kind: 'refusal' }
];

const NOTEBOOK = `# Profiles

\`\`\`dataset
name: books
source: ./shop
\`\`\`

\`\`\`profiles
name: written
dataset: books
generator: llm
model: made-up
domain: books
\`\`\`

\`\`\`embeddings
name: meaning
profiles: written
encoder: openai
model: made-up
\`\`\`
`;

let folder = '';
let server: LlmServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-llm-'));
  for (const [path, bytes] of makeBookshop({ ...BOOKSHOP, users: USERS, items: ITEMS })) {
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true });
    await writeFile(join(folder, 'shop', path), bytes);
  }
  await writeFile(join(folder, 'n.md'), NOTEBOOK);
  server = await startLlmServer({
    key: KEY,
    latency: 5,
    faults: faultPlan({ seed: 2023, share: 0.05, faults: FAULTS })
  });
});
afterAll(async () => {
  expect(server.schemaProblems).toEqual([]);
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What all runs said, those that were killed among them. */
let allSaid = '';

/** Runs the notebook; kills the process once the server has had so many calls. */
async function run(killAt = Infinity): Promise<RunEnd> {
  const args = [
    join(folder, 'n.md'),
    '--backend',
    'cpu',
    '--out',
    join(folder, 'r.json'),
    '--store',
    join(folder, 'store')
  ];
  const limits = `at-once=${AT_ONCE},timeout=3,wait=0.02`;
  let watch: NodeJS.Timeout | undefined;
  const end = await runNotebook(
    [...args, '--limits', limits],
    { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url },
    (child) => {
      watch = setInterval(() => {
        if (server.calls.length >= killAt) child.kill('SIGKILL');
      }, 5);
    }
  );
  clearInterval(watch);
  allSaid += end.said;
  return end;
}

async function allFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('two thousand profiles', () => {
  it('are all there after two kills, and nothing was paid for twice', async () => {
    const first = await run(700);
    expect(first.code, first.said).toBeNull();
    expect((await run(1500)).code).toBeNull();
    const { code, said } = await run();
    expect(said).toContain('answers');
    expect(code).toBe(0);

    const results: unknown = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8'));
    expect(results).toMatchObject({
      cells: [
        {},
        {
          result: {
            users: USERS,
            items: ITEMS,
            usage: {
              parts: [
                { node: 'item', answers: ITEMS },
                { node: 'user', answers: USERS }
              ]
            }
          }
        },
        { result: { dimensions: 8 } }
      ]
    });
    const chat = server.calls.filter(({ path }) => path.endsWith('/chat/completions'));
    const faults = chat.filter(({ fault }) => fault !== null).length;
    expect(faults).toBeGreaterThan(60);
    expect(chat.length).toBeGreaterThanOrEqual(USERS + ITEMS);
    expect(chat.length).toBeLessThanOrEqual(USERS + ITEMS + faults + 2 * AT_ONCE);

    const before = server.calls.length;
    expect((await run()).code).toBe(0);
    expect(server.calls).toHaveLength(before);
  }, 180_000);

  it('leave no key in anything that was written or said', async () => {
    expect(allSaid).toContain('answers');
    expect(allSaid).not.toContain(KEY);
    const files = await allFiles(folder);
    expect(files.length).toBeGreaterThan(USERS + ITEMS);
    for (const file of files) expect((await readFile(file)).includes(KEY), file).toBe(false);
  }, 60_000);
});
