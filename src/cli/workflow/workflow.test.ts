// A notebook written as a workflow and made unit by unit, as an engine would: the same digests as the notebook alone.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import '#lib/errors/workflow';
import { TINY_PROFILES, TINY_TEXTS, tinyFiles, tinyTrain } from '#lib/notebook/testing/tiny';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { emitWorkflow, refuse } from './emit';
import { askedOf, makeUnit } from './make';
import { openPlan } from './opened';
import { asText, plannedUnits } from './plan';
import { quoted, slurmFiles } from './slurm';
import { readWorkflow } from './workflow-file';

const SHORT = { epochs: 2 };
const NOTEBOOK =
  `${TINY_TEXTS}${tinyTrain('base', [], SHORT)}${tinyTrain('con', ['embeddings: semantics', 'alignment: contrastive'], SHORT)}
\`\`\`compare
name: table
runs: [base, con]
bootstrap_samples: 200
\`\`\`
`.replace('source: tiny', 'source: ./data');

let here = '';
const at = (...path: string[]): string => join(here, ...path);
const backend = ['--backend', 'cpu'];

const digests = async (store: string): Promise<Record<string, string>> =>
  Object.fromEntries((await (await openFolderStore(store)).list()).map(({ id, digest }) => [id, digest]));

async function restoreData(): Promise<void> {
  for (const [name, bytes] of tinyFiles()) {
    await mkdir(dirname(at('data', name)), { recursive: true });
    await writeFile(at('data', name), bytes);
  }
}

beforeAll(async () => {
  here = await mkdtemp(join(tmpdir(), 'rlmrec-workflow-'));
  await restoreData();
  await writeFile(at('tiny.md'), NOTEBOOK);
});
afterAll(() => rm(here, { recursive: true, force: true }));

describe('a workflow', () => {
  it('is refused until what nodes cannot make is stored, with the command that makes it; nothing is written', async () => {
    await expect(emitWorkflow(['tiny.md', '--snakemake', 'flow', '--store', 'alone'], here)).rejects.toMatchObject({
      code: 'workflow/make-here-first',
      cure: 'Make them here: npm run notebook -- make tiny.md --cell books --store alone'
    });
    await expect(readdir(at('flow'))).rejects.toThrow('ENOENT');
  });

  it('makes what the notebook alone makes, unit by unit and without the data’s files', async () => {
    const alone = ['tiny.md', '--store', 'alone', ...backend];
    expect(await makeUnit([...alone, '--cell', 'books'], here)).toBe(0);
    expect(await emitWorkflow(['tiny.md', '--snakemake', 'flow', '--store', 'alone', ...backend], here)).toBe(0);
    expect(await emitWorkflow(['tiny.md', '--slurm', 'arrays', '--store', 'alone', ...backend], here)).toBe(0);
    expect(await makeUnit([...alone, '--cell', 'table'], here)).toBe(0);

    await rm(at('data'), { recursive: true });
    for (const level of await readdir(at('arrays', 'levels'))) {
      const ids = (await readFile(at('arrays', 'levels', level, '001.txt'), 'utf8')).trim().split('\n');
      for (const id of ids) expect(await makeUnit(['--workflow', 'arrays', '--id', id], here)).toBe(0);
    }
    expect(await digests(at('arrays', 'store'))).toEqual(await digests(at('alone')));
    // What is stored is not made again.
    const { units } = await readWorkflow(at('flow'));
    const table = units.find(({ cell }) => cell === 'table')?.id ?? '';
    expect(await makeUnit(['--workflow', 'arrays', '--id', table], here)).toBe(0);
  });

  it('says what is missing where something is asked for too early, or that was never planned', async () => {
    const { units } = await readWorkflow(at('flow'));
    const table = units.find(({ cell }) => cell === 'table')?.id ?? '';
    await expect(makeUnit(['--workflow', 'flow', '--id', table], here)).rejects.toMatchObject({
      code: 'workflow/needs-missing'
    });
    await writeFile(at('flow', 'notebook.md'), NOTEBOOK.replace('[1, 2]', '[1, 3]').replace('epochs: 2', 'epochs: 3'));
    await expect(makeUnit(['--workflow', 'flow', '--id', table], here)).rejects.toMatchObject({
      code: 'workflow/no-such-unit'
    });
  });

  it('writes nothing into a folder that holds something, and reads no plan of another form', async () => {
    const before = await readdir(at('flow'));
    await mkdir(at('again/data'), { recursive: true });
    for (const [name, bytes] of tinyFiles()) await writeFile(at('again/data', name), bytes);
    await writeFile(at('again/tiny.md'), NOTEBOOK);
    await expect(
      emitWorkflow(['again/tiny.md', '--snakemake', 'flow', '--store', 'flow/store'], here)
    ).rejects.toMatchObject({ code: 'workflow/folder-not-empty' });
    expect(await readdir(at('flow'))).toEqual(before);
    await writeFile(at('flow', 'plan.json'), '{"version": 9}');
    await expect(makeUnit(['--workflow', 'flow', '--id', 'ab'], here)).rejects.toMatchObject({
      code: 'workflow/unreadable'
    });
  });
});

describe('points of a sweep', () => {
  it('are made one by one, and then the sweep has the digests of the notebook alone', async () => {
    const sweep = '\n```sweep\nname: deep\nruns: [base]\nover: {base.layers: [1, 2], books.noise: [0, 0.2]}\n```\n';
    await restoreData();
    await writeFile(at('deep.md'), NOTEBOOK + sweep);
    const file = ['deep.md', '--store', 'points'];
    await makeUnit([...file, ...backend, '--cell', 'books'], here);
    const refused = await emitWorkflow([...file, '--snakemake', 'points-flow'], here).catch((error: unknown) => error);
    expect(refused).toMatchObject({ cure: expect.stringMatching(/make deep\.md --id [0-9a-f]{12} --store points$/) });
    const opened = await openPlan({ path: at('deep.md'), file: 'deep.md', store: at('points'), overrides: {} });
    const { units } = opened;
    const planned = await plannedUnits(opened);
    expect(planned.find(({ cell }) => cell === 'base [base.layers: 1, books.noise: 0]')?.memory).toBeGreaterThan(1000);
    for (const { id, isStored } of units) if (!isStored) await makeUnit([...file, ...backend, '--id', id], here);
    await makeUnit(['deep.md', '--store', 'deep-alone', ...backend, '--cell', 'deep', '--cell', 'table'], here);
    expect(await digests(at('points'))).toEqual(await digests(at('deep-alone')));
  });
});

describe('a plan', () => {
  it('says in one line what all of it takes, or that all is stored', async () => {
    await mkdir(at('more/data'), { recursive: true });
    for (const [name, bytes] of tinyFiles()) await writeFile(at('more/data', name), bytes);
    await writeFile(at('more/tiny.md'), TINY_PROFILES.replace('source: tiny', 'source: ./data'));
    const place = { path: at('more/tiny.md'), file: 'tiny.md', store: at('more/store'), overrides: {} };
    const opened = await openPlan(place);
    const text = asText(opened, await plannedUnits(opened));
    expect(text).toMatch(/2 of 2 artifacts are missing, in 2 levels; how long they take is not known/);
    expect(() => refuse(opened.units, 'tiny.md', 'st ore', { 'a.b': "it's" })).toThrow(/books must be stored first/);
    expect(() => askedOf(undefined, undefined, opened, place)).toThrow('either --id ID or --cell NAME');
    const stored = (await plannedUnits(opened)).map((unit) => ({ ...unit, stored: true }));
    expect(asText(opened, stored)).toBe('All 2 artifacts are stored.');
  });
});

describe('job arrays', () => {
  it('cut a level that is longer than an array may be', () => {
    const units = Array.from({ length: 2500 }, (_, id) => ({ id: String(id) }));
    const files = slurmFiles([units, [{ id: 'last' }]], ['node', "it's"]);
    expect([...files.keys()].filter((name) => name.startsWith('levels/'))).toEqual([
      'levels/001/001.txt',
      'levels/001/002.txt',
      'levels/001/003.txt',
      'levels/002/001.txt'
    ]);
    expect(files.get('levels/001/003.txt')?.split('\n')).toHaveLength(501);
    expect(files.get('task.sh')).toContain(`node ${quoted("it's")}`);
  });
});
