// The estimate counts what a model really allocates.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { buildGraph } from '#lib/dataset/graph';
import { initNodeTable } from '#lib/training/model/init';
import { Model, NODE_TABLE } from '#lib/training/model/model';
import { ParameterLayout } from '#lib/training/model/parameters';
import { resolveSettings } from '#lib/training/settings/presets';
import { groups, itemCount, userCount, vectors, dimensions as width } from '#lib/training/testing/tiny';
import { parameterCount, trainingBytes } from './estimate';

describe('the estimate of memory', () => {
  beforeAll(async () => {
    await startBackend('cpu', { wasmBinaries: '' });
  });
  const { split } = groups();
  const size = { users: userCount, items: itemCount, interactions: split.train.users.length };

  it.each(['none', 'contrastive'] as const)(
    'counts the parameters of LightGCN with alignment "%s" to the last one',
    (alignment) => {
      const settings = resolveSettings('lightgcn', alignment, 'small');
      const graph = buildGraph(userCount, itemCount, split.train);
      const model = new Model({ graph, settings, ...(alignment === 'none' ? {} : { vectors: vectors() }) });
      const arrays = {
        [NODE_TABLE]: initNodeTable(userCount, itemCount, settings.dimensions, 1),
        ...model.init({ seed: 1, stream: 0, step: 0 })
      };
      const layout = new ParameterLayout(arrays);
      expect(parameterCount(size, settings.dimensions, alignment === 'none' ? 0 : width)).toBe(layout.used);
      model.dispose();
    }
  );

  it('grows with what it is asked about, and stays below the gigabytes of the official code on Amazon-book', () => {
    const amazon = { users: 11_000, items: 9332, interactions: 120_464 };
    const settings = resolveSettings('lightgcn', 'contrastive', 'amazon');
    const wide = trainingBytes(amazon, settings, 1536);
    expect(trainingBytes(amazon, settings, 0)).toBeLessThan(wide);
    // The vectors alone are 125 MB (model spec §10).
    expect(wide).toBeGreaterThan(125e6);
    expect(wide).toBeLessThan(1e9);
  });
});
