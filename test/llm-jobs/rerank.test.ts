// Re-ranking on the command line, against a server that now and then fails and names candidates that do not exist: the table that is
// printed is the one that is stored, and a second run asks nothing.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultPlan } from '../llm-server/faults';
import { startLlmServer, type LlmServer } from '../llm-server/server';
import { RERANK_NOTEBOOK } from './notebooks';
import { runNotebook } from './run-notebook';

let folder = '';
let server: LlmServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-rerank-'));
  await writeFile(join(folder, 'n.md'), RERANK_NOTEBOOK);
  server = await startLlmServer({
    faults: faultPlan({ seed: 3, share: 0.2, faults: [{ kind: 'server-error' }, { kind: 'wrapped' }] })
  });
});
afterAll(async () => {
  expect(server.schemaProblems).toEqual([]);
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it('measures lists before and after, counts what was made up, and asks once', async () => {
  const args = [
    '--backend',
    'cpu',
    '--out',
    join(folder, 'r.json'),
    '--store',
    join(folder, 'store'),
    '--limits',
    'wait=0.02'
  ];
  const environment = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.url };
  const { code, said } = await runNotebook([join(folder, 'n.md'), ...args], environment);
  expect(code, said).toBe(0);
  expect(said).toContain('not among the candidates');

  const { cells } = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8'));
  const { result } = cells[2];
  expect(result).toMatchObject({ kind: 'rerank', run: 'base', users: 12 });
  expect(result.usage.parts).toMatchObject([{ node: 'list', answers: 24 }]);
  for (const row of result.rows) {
    expect(row).toMatchObject({ answered: 12, failed: 0 });
    expect(row.hallucinated).toBeGreaterThan(0);
    expect(row.hallucinated).toBeLessThan(12);
    expect(row.ceiling.recall['20']).toBeGreaterThanOrEqual(row.after.recall['20']);
  }
  // Twenty candidates in any order are the same twenty, but for those whose place went to something made up.
  const [twenty] = result.rows;
  expect(twenty.ceiling.recall['20']).toBeCloseTo(twenty.before.recall['20'], 12);

  const before = server.calls.length;
  expect((await runNotebook([join(folder, 'n.md'), ...args], environment)).code).toBe(0);
  expect(server.calls).toHaveLength(before);
}, 120_000);
