// Stores that cannot be worked on: full, only readable, of another version, damaged. One clear message each, and nothing is lost.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestsOf, metasIn, notebook, workflowFolder } from './engines';

let folder = '';
const at = (...path: string[]) => join(folder, ...path);
beforeAll(async () => {
  ({ folder } = await workflowFolder('--snakemake'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first unit of a kind in a plan. */
async function unitOf(kind: string): Promise<string> {
  const plan: { units: { id: string; kind: string }[] } = JSON.parse(await readFile(at('flow', 'plan.json'), 'utf8'));
  return plan.units.find((unit) => unit.kind === kind)?.id ?? '';
}
const lastLine = (said: string) => said.trim().split('\n').at(-1);

/** A small disk of its own; null where this machine does not let one be mounted. */
async function smallDisk(name: string, bytes: string): Promise<string | null> {
  await mkdir(at(name));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', at(name)]);
  if (status !== 0) console.log('Skipped: no disk can be mounted here.');
  return status === 0 ? at(name) : null;
}
const unmount = (disk: string) => spawnSync('umount', [disk]);

describe('a store', () => {
  it('on a full disk: says so in one line, and what was stored is as it was', async ({ skip }) => {
    const disk = (await smallDisk('full', '4m')) ?? skip();
    try {
      await cp(at('flow', 'store'), disk, { recursive: true });
      // Up to its last page.
      await writeFile(join(disk, 'filler'), new Uint8Array(2 ** 23)).catch(() => undefined);
      const before = digestsOf(await metasIn(disk));
      const { code, said } = await notebook(
        folder,
        'make',
        '--workflow',
        'flow',
        '--id',
        await unitOf('run'),
        '--store',
        disk
      );
      expect(code).toBe(1);
      expect(lastLine(said)).toMatch(/could not be (written|stored)|no space/i);
      expect(digestsOf(await metasIn(disk))).toEqual(before);
    } finally {
      unmount(disk);
    }
  });

  it('that is only readable: says so in one line', async ({ skip }) => {
    const disk = (await smallDisk('read-only', '4m')) ?? skip();
    try {
      await cp(at('flow', 'store'), disk, { recursive: true });
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      const { code, said } = await notebook(
        folder,
        'make',
        '--workflow',
        'flow',
        '--id',
        await unitOf('run'),
        '--store',
        disk
      );
      expect(code).toBe(1);
      expect(lastLine(said)).toMatch(/EROFS|read-only/i);
    } finally {
      unmount(disk);
    }
  });

  it('of another version: plan, make and emit say so and overwrite nothing', async () => {
    await cp(at('alone'), at('newer'), { recursive: true });
    const file = at('newer', 'artifacts', await unitOf('run'), 'meta.json');
    const text = (await readFile(file, 'utf8')).replace('"version": 1', '"version": 2');
    await writeFile(file, text);
    const asked = [
      ['plan', 'n.md'],
      ['make', 'n.md', '--cell', 'table'],
      ['emit', 'n.md', '--slurm', 'of-newer']
    ];
    for (const args of asked) {
      const { code, said } = await notebook(folder, ...args, '--store', 'newer');
      expect(code).toBe(1);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(said).toContain('stored by another version of this program');
    }
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(folder)).not.toContain('of-newer');
  });

  it('with bytes that are not those that were stored: they are set aside, not read and not overwritten', async () => {
    await cp(at('flow', 'store'), at('damaged'), { recursive: true });
    const id = await unitOf('dataset');
    const place = at('damaged', 'artifacts', id);
    const name = (await readdir(place)).find((file) => file.endsWith('.bin')) ?? '';
    const bytes = await readFile(join(place, name));
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(join(place, name), bytes);
    // A node has no files that the data could be read from again.
    await rm(at('tiny'), { recursive: true });
    const { code, said } = await notebook(
      folder,
      'make',
      '--workflow',
      'flow',
      '--id',
      await unitOf('run'),
      '--store',
      at('damaged')
    );
    expect(code).toBe(1);
    expect(said).toMatch(/damaged|not those that were stored/);
    expect((await readdir(at('damaged', 'artifacts'))).some((other) => other.startsWith(`${id}.damaged-`))).toBe(true);
  });
});
