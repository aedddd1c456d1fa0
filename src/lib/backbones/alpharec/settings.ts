// AlphaRec (Sheng et al., ICLR 2025): its settings, and the values of the authors' code (LehengTHU/AlphaRec: books and films; games have a
// temperature of 0.2).
import type { BackboneDescription } from '../description';
import { LAYERS } from '../shared/fields';

const SOURCE = 'the authors’ code (LehengTHU/AlphaRec), books and films';
const AUTHORS = { dimensions: 64, learning_rate: 5e-4, patience: 20 };
const GAMES = { ...AUTHORS, ssm_temperature: 0.2 };

export const ALPHAREC = {
  name: 'alpharec',
  label: 'AlphaRec',
  isOfTexts: true,
  fields: [
    LAYERS,
    {
      key: 'ssm_temperature',
      label: 'Softmax temperature',
      help: 'Temperature τ of the sampled softmax over cosines.',
      type: 'number',
      min: 0.02,
      max: 10
    },
    {
      key: 'sampled_negatives',
      label: 'Sampled negatives',
      help: 'Items drawn for each interaction, none of them in the user’s training.',
      type: 'integer',
      min: 1,
      max: 4096,
      unit: 'items'
    },
    {
      key: 'linear_map',
      label: 'One linear map',
      help: 'Texts go through one linear map without bias in the place of the two layers.',
      type: 'boolean',
      optional: true
    },
    {
      key: 'inner_product',
      label: 'Rank by inner product',
      help: 'Learned from cosines, ranked by plain inner products, as IRLLRec’s port does; the authors rank by cosines.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    source: SOURCE,
    fixed: { layers: 2, ssm_temperature: 0.15, sampled_negatives: 256, reg_weight: 0 },
    amazon: AUTHORS,
    yelp: AUTHORS,
    steam: GAMES,
    general: { source: SOURCE, values: AUTHORS },
    small: {}
  }
} as const satisfies BackboneDescription;
