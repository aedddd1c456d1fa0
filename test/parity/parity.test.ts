// Our models against the official code's recorded numbers, on the backends that Node has.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { describeLine, runParity, TOLERANCES } from '../../src/cli/parity/run';

const read = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../golden/${file}`, import.meta.url), 'utf8'));

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  it('LightGCN, its alignments, Adam, metrics and losses equal the official numbers', async () => {
    await startBackend(backend, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
    const lines = await runParity(read, TOLERANCES[backend], () => undefined);
    expect(lines.filter((line) => line.outcome === 'failed').map(describeLine)).toEqual([]);
    const passed = lines.filter((line) => line.outcome === 'passed').map((line) => line.name);
    expect(passed).toEqual(expect.arrayContaining(['metrics', 'lightgcn.gen stochastic', 'adam3.lightgcn.con']));
    expect(passed).toHaveLength(17);
  });
});
