// KAR (Xi et al., RecSys 2024) as the paper's Table 2 uses it on graph backbones (authors' answer, HKUDS/RLMRec issue 27; the code
// of that experiment is not released): experts read the semantic vectors, a gate mixes them, and the mixture stands beside the
// collaborative embedding, so that BPR learns both. Users: a shared expert and one of preferences; items: the shared one and one of
// facts. Experts and gates are the alignments' two-layer projection; a mixture has the width of the collaborative embedding.
// No loss of its own. A node without a vector has zeros there.
import { add, concat, mul, slice, softmax, zeros, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import type { RandomKey } from '#kernels/random/random';
import type { ParameterSet, TensorSet } from '#lib/backbones/types';
import { appError } from '#lib/errors/app-error';
import { alignment } from '../build';
import { applyMlp, initMlp } from '../mlp';
import { ProfileProjection } from '../profile-projection';
import { SemanticTable } from '../semantic-table';
import { KAR } from './settings';

/** Parts of KAR, in the order of their random draws. */
const PARTS = ['shared', 'preference', 'fact', 'userGate', 'itemGate'] as const;
type Part = (typeof PARTS)[number];

const EXPERTS = 2;

/** Users or items. */
interface Kind {
  readonly name: string;
  readonly table: SemanticTable;
  readonly nodeCount: number;
  /** Its expert beside the shared one. */
  readonly own: Part;
  readonly gate: Part;
}

export const kar = alignment(KAR, ({ userCount, itemCount, outputDim, backbone, vectors }) => {
  if (!backbone.usesNegatives) throw appError('training/kar-needs-bpr', { backbone: backbone.name });
  const users = new SemanticTable(vectors.users, vectors.userPresent, vectors.dimensions);
  const items = new SemanticTable(vectors.items, vectors.itemPresent, vectors.dimensions);
  const projection = new ProfileProjection();
  const kinds: readonly Kind[] = [
    { name: 'users', table: users, nodeCount: userCount, own: 'preference', gate: 'userGate' },
    { name: 'items', table: items, nodeCount: itemCount, own: 'fact', gate: 'itemGate' }
  ];

  /** @param of a part's outputs for some rows of a kind */
  function mix(of: (part: Part) => Tensor2D, { own, gate }: Kind): Tensor2D {
    const shares = softmax(of(gate));
    const share = (expert: number): Tensor => slice(shares, [0, expert], [shares.shape[0] ?? 0, 1]);
    return as2d(add(mul(share(0), of('shared')), mul(share(1), of(own))));
  }

  /** The mixture for all rows of one kind, [count of nodes, outputDim]. */
  function mixture(parameters: TensorSet, kind: Kind, projected: TensorSet | undefined): Tensor2D {
    const { name, table, nodeCount } = kind;
    if (table.count === 0) return as2d(zeros([nodeCount, outputDim]));
    const given = (part: Part): Tensor2D => {
      const output = projected?.[`${name}.${part}.`];
      if (!output) throw new Error(`There is no output of ${part} for ${name}`);
      return as2d(output);
    };
    const mixed = projected
      ? mix(given, kind)
      : table.map((rows) => mix((part) => applyMlp(under(parameters, part), rows), kind));
    // Row `count` of the padded mixture stands for every node without a vector.
    const padded = as2d(concat([mixed, zeros([1, outputDim])], 0));
    const rowOf = table.rowOf.map((row) => (row < 0 ? table.count : row));
    return gatherRows(padded, makeRowIndex(rowOf, table.count + 1));
  }

  return {
    init: (key) =>
      Object.assign(
        {},
        ...PARTS.map((part, at) => prefixed(part, vectors.dimensions, outputsOf(part, outputDim), partKey(key, at)))
      ),
    prepare: () => ({}),
    project: (parameters) =>
      projection.of(parameters, () =>
        kinds.map(({ name, table, own, gate }) => ({
          name,
          table,
          rows: null,
          mlps: [`${gate}.`, 'shared.', `${own}.`]
        }))
      ),
    fuse(parameters, final, projected) {
      const beside = kinds.map((kind) => mixture(parameters, kind, projected));
      return as2d(concat([final, concat(beside, 0)], 1));
    },
    dispose() {
      projection.dispose();
      users.dispose();
      items.dispose();
    }
  };
});

const outputsOf = (part: Part, outputDim: number): number => (part.endsWith('Gate') ? EXPERTS : outputDim);

/** A projection draws four arrays; parts of one seed draw apart. */
const partKey = (key: RandomKey, part: number): RandomKey => ({ ...key, seed: (key.seed + part * 0x9e3779b1) >>> 0 });

const prefixed = (part: Part, inputs: number, outputs: number, key: RandomKey): ParameterSet =>
  Object.fromEntries(Object.entries(initMlp(inputs, outputs, key)).map(([name, data]) => [`${part}.${name}`, data]));

const under = (parameters: TensorSet, part: Part): TensorSet =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, tensor]) =>
      name.startsWith(`${part}.`) ? [[name.slice(part.length + 1), tensor]] : []
    )
  );
