// Emitted workflows on a Slurm of one node: as job arrays, and under Snakemake by sbatch.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areThere, digestsOf, metasIn, namesIn, PATIENCE, runIn, workflowFolder } from './engines';
import { SLURM_IS_THERE, startSlurm, untilNoJob, type Slurm } from './one-node-slurm';

describe.skipIf(!SLURM_IS_THERE)('an emitted workflow on Slurm', () => {
  let slurm: Slurm | null = null;
  const folders: string[] = [];
  beforeAll(async () => {
    slurm = await startSlurm();
  }, 60_000);
  afterAll(async () => {
    await slurm?.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it(
    'as job arrays makes what the notebook alone makes, and each artifact says its job',
    async () => {
      if (!slurm) return;
      const { folder, alone } = await workflowFolder('--slurm');
      folders.push(folder);
      const { code, said } = await runIn(folder, 'sh', ['flow/submit.sh'], slurm.env);
      expect(code, said).toBe(0);
      await untilNoJob(slurm);
      const logs = await namesIn(join(folder, 'flow', 'logs'));
      const lines = await Promise.all(logs.map((name) => readFile(join(folder, 'flow', 'logs', name), 'utf8')));
      const made = await metasIn(join(folder, 'flow', 'store'));
      expect(digestsOf(made), lines.join('\n')).toEqual(digestsOf(await metasIn(alone)));
      const runs = [...made.values()].filter(({ kind }) => kind === 'run');
      expect(runs.map(({ machine }) => machine?.job)).toEqual(runs.map(() => expect.stringMatching(/\d/)));
    },
    180_000 * PATIENCE
  );

  it.skipIf(!areThere('snakemake'))(
    'under Snakemake by sbatch makes the same',
    async () => {
      if (!slurm) return;
      const { folder, alone } = await workflowFolder('--snakemake');
      folders.push(folder);
      const cluster = [
        '--jobs',
        '4',
        '--cluster',
        'sbatch --parsable --mem={resources.mem_mb}',
        '--latency-wait',
        '20'
      ];
      const { code, said } = await runIn(folder, 'snakemake', ['--snakefile', 'flow/Snakefile', ...cluster], slurm.env);
      expect(code, said).toBe(0);
      const made = await metasIn(join(folder, 'flow', 'store'));
      expect(digestsOf(made)).toEqual(digestsOf(await metasIn(alone)));
    },
    180_000 * PATIENCE
  );
});
