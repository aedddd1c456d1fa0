// An emitted workflow under Snakemake, as it is installed: killed in the middle and gone on with.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areThere, digestsOf, MADE_BEFORE, metasIn, namesIn, PATIENCE, runIn, workflowFolder } from './engines';

const SNAKEMAKE = ['--snakefile', 'flow/Snakefile', '--cores', '2', '--rerun-incomplete'];

describe.skipIf(!areThere('snakemake'))('an emitted workflow under Snakemake', () => {
  let [folder, alone] = ['', ''];
  const at = (...path: string[]) => join(folder, ...path);
  beforeAll(async () => {
    ({ folder, alone } = await workflowFolder('--snakemake'));
  }, 120_000 * PATIENCE);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'goes on after one of its processes was killed: the digests of the notebook alone, nothing made twice but that',
    async () => {
      const running = spawn('snakemake', SNAKEMAKE, { cwd: folder, stdio: 'ignore' });
      const ended = once(running, 'exit');
      // Once runs are made, the first process that is making something else.
      const killed = async (): Promise<boolean> => {
        if ((await namesIn(at('flow', 'done', 'run'))).length < MADE_BEFORE) return false;
        const [claim] = await namesIn(at('flow', 'store', 'claims'));
        const holder = claim && (await readFile(at('flow', 'store', 'claims', claim), 'utf8').catch(() => ''));
        return Boolean(holder) && process.kill(Number(String(holder).split(' ')[1]), 'SIGKILL');
      };
      await expect.poll(killed, { timeout: 60_000 * PATIENCE, interval: 5 }).toBe(true);
      await ended;
      const before = await metasIn(at('flow', 'store'));
      expect(before.size).toBeLessThan((await metasIn(alone)).size);

      const { code, said } = await runIn(folder, 'snakemake', SNAKEMAKE);
      expect(code, said).toBe(0);
      const after = await metasIn(at('flow', 'store'));
      expect(digestsOf(after)).toEqual(digestsOf(await metasIn(alone)));
      for (const [id, { created }] of before) expect(after.get(id)?.created).toBe(created);
    },
    180_000 * PATIENCE
  );
});
