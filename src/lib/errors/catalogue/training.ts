// Backbones, alignment, the training loop, and the check against recorded numbers.
const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

export const trainingErrors = {
  'training/model-of-other-data': (d: { has: string; needs: string }) => ({
    message: `The model was trained on the split ${d.has}; the data set of this cell has ${d.needs}.`,
    cure: 'Take it back into a notebook whose dataset cell is the one it was trained on.'
  }),
  'training/model-of-other-settings': (d: { keys: string }) => ({
    message: `The model was trained with other settings than the cell has: ${d.keys}.`,
    cure: 'Give the cell the settings that model.json lists, or train it.'
  }),
  'training/unknown-hyperparameter': (d: {
    key: string;
    backbone: string;
    alignment: string;
    known: readonly string[];
  }) => ({
    message: `"${d.key}" is no hyperparameter of ${d.backbone} with alignment ${d.alignment}.`,
    cure: `Remove it, or use one of: ${d.known.join(', ')}.`
  }),
  'training/hyperparameter-range': (d: { key: string; value: string; min: number; max: number; type: string }) => ({
    message: `${d.key} is ${d.value}, which is out of range.`,
    cure: `Set it to ${d.type === 'integer' ? 'a whole number' : 'a number'} from ${d.min} to ${d.max}.`
  }),
  'training/hyperparameter-type': (d: { key: string; value: string }) => ({
    message: `${d.key} is ${d.value}, which is neither true nor false.`,
    cure: 'Set it to true or false.'
  }),
  'evaluation/too-many-items': (d: { what: string; items: number; most: number }) => ({
    message: `${d.what} needs a matrix of items by items, and ${d.items} items are more than the ${d.most} it takes here.`,
    cure: 'Leave this reference out, or compare on fewer items.'
  }),
  'evaluation/too-large': (d: { what: string; items: number; bytes: number; memory: number }) => ({
    message: `${d.what} on ${d.items} items takes up to ${gigabytes(d.bytes)} of memory, and about ${gigabytes(d.memory)} can be had here.`,
    cure: 'Leave this reference out, compare on fewer items, or use a machine with more memory.'
  }),
  'evaluation/needs-module': (d: { what: string }) => ({
    message: `${d.what} needs WebAssembly with SIMD, which cannot be had here.`,
    cure: 'Leave this reference out, or use a browser of today.'
  }),
  'evaluation/not-positive-definite': (d: { what: string; lambda: number }) => ({
    message: `The matrix that ${d.what} inverts is not positive definite with ${d.lambda} on its diagonal.`,
    cure: 'Give a larger λ; it must be above 0.'
  }),
  'evaluation/nearly-singular': (d: { what: string; lambda: number; least: number }) => ({
    message: `With ${d.lambda} on its diagonal, the matrix that ${d.what} inverts may be too near to a singular one for float32.`,
    cure: `Give a λ of at least ${d.least.toPrecision(2)}.`
  }),
  'evaluation/cutoff-above-items': (d: { cutoff: number; items: number }) => ({
    message: `A list of ${d.cutoff} items cannot be made of ${d.items}: the cut-off is above the number of items.`,
    cure: `Set cutoffs to numbers up to ${d.items}.`
  }),
  'evaluation/empty-group': (d: { of: 'all' | 'users' | 'items'; what: string }) =>
    d.of === 'all'
      ? {
          message: 'No user has a test interaction, so there is nothing to measure.',
          cure: 'Choose another split, or add interactions.'
        }
      : d.of === 'users'
        ? {
            message: `No user is in ${d.what} by training clicks: too many users have clicked as often as each other.`,
            cure: 'Set quantiles to a smaller number, or leave users out of groups.'
          }
        : {
            message: `No user has a test interaction with one of the ${d.what}, so they cannot be measured by themselves.`,
            cure: 'Leave items out of groups.'
          },
  'training/kar-needs-bpr': (d: { backbone: string }) => ({
    message: `KAR learns through BPR, and ${d.backbone} has none.`,
    cure: 'Choose another backbone; the paper has KAR on LightGCN and SGL.'
  }),
  'training/model-unreadable': (d: { file: string; reason: string }) => ({
    message: `${d.file} is no model that can be read: ${d.reason}.`,
    cure: 'Give a model.safetensors as this program exports it (float32 arrays).'
  }),
  'training/model-not-kept': (d: { label: string; seed: number }) => ({
    message: `The stored run of ${d.label} with seed ${d.seed} is from a version that did not keep trained arrays.`,
    cure: 'Run its cell again from nothing; then it can be exported and built on.'
  }),
  'training/does-not-fit': (d: { what: string; has: string; needs: string }) => ({
    message: `The run to start from has ${d.what} of shape [${d.has}], and this one needs [${d.needs}].`,
    cure: 'Start from a run on the same users and items with the same embedding size.'
  }),
  'training/vectors-of-other-data': (d: { name: string; differs: string }) => ({
    message: `The semantic vectors were made from the data set "${d.name}", whose ${d.differs} are others than those of the data trained on.`,
    cure: 'Use vectors of the same data: the same source, filters and split. Only the share of noise may differ.'
  }),
  'training/needs-vectors': (d: { what: string }) => ({
    message: `${d.what} needs semantic vectors, and the cell names none.`,
    cure: 'Add an embeddings cell and name it in this cell (embeddings: NAME), or do without it.'
  }),
  'training/no-table-to-mask': (d: { backbone: string; alignment: string }) => ({
    message: `The ${d.alignment} alignment masks rows of the node table, and ${d.backbone} has none.`,
    cure: 'Choose another alignment, or another backbone.'
  }),
  'training/no-node-table': (d: { label: string }) => ({
    message: `${d.label} has no node table that another run could start from.`,
    cure: 'Start from a run of another backbone.'
  }),
  'training/too-few-columns': (d: { has: number; needs: number }) => ({
    message: `A start from texts takes ${d.needs} columns of the vectors, which have ${d.has} numbers.`,
    cure: 'Set fewer dimensions, or use wider vectors.'
  }),
  'training/vectors-do-not-fit': (d: { users: number; items: number; haveUsers: number; haveItems: number }) => ({
    message: `The semantic vectors have ${d.haveUsers} users and ${d.haveItems} items, the data set has ${d.users} and ${d.items}.`,
    cure: 'Use embeddings that were made from this data set.'
  }),
  'training/empty-part': (d: { part: string }) => ({
    message: `The ${d.part} part of the split is empty, so there is nothing to ${d.part === 'training' ? 'learn from' : 'measure on'}.`,
    cure: 'Choose another split, or add interactions.'
  }),
  'training/diverged': (d: { epoch: number; step: number; term: string; value: string }) => ({
    message: `Training diverged: ${d.term} became ${d.value} in epoch ${d.epoch}, by step ${d.step} of the run.`,
    cure: 'Lower learning_rate, raise the temperature, or lower the weight of the alignment, then run the cell again.'
  }),
  'parity/unreadable': (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be read as recorded numbers: ${d.reason}.`,
    cure: 'Name a folder in the format that test/golden/README.md describes.'
  })
};
