// Our models against the official code's recorded numbers, on the backends that Node has.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { describeLine, runParity, summarise, TOLERANCES } from '../../src/cli/parity/run';

const read = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../golden/${file}`, import.meta.url), 'utf8'));

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  it('all six backbones, both alignments, Adam, metrics and losses equal the official numbers', async () => {
    await startBackend(backend, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
    const lines = await runParity(read, TOLERANCES[backend], () => undefined);
    expect(lines.filter((line) => line.outcome === 'failed').map(describeLine)).toEqual([]);
    expect(lines.map((line) => line.name)).toEqual(
      expect.arrayContaining(['metrics', 'autocf.gen stochastic', 'dccf.con deterministic', 'adam3.lightgcn.con'])
    );
    expect(summarise(lines)).toBe('38 passed, 0 failed, 0 skipped');
  });
});
