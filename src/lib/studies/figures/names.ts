// The figures of lessons, by name, with what they read and their settings, without their code: forms, validation and documentation are
// made from this list. The code is joined in registry.ts.
import type { SettingField } from '#lib/settings/field';
import { BOUND_FIELDS } from './bound/settings';
import { LAYERS_FIELDS } from './layers/settings';
import { PROPAGATION_FIELDS } from './propagation/settings';
import { PULL_FIELDS } from './pull/settings';
import { SPACES_FIELDS } from './spaces/settings';

export const FIGURE_NAMES = ['noise', 'propagation', 'layers', 'spaces', 'pull', 'bound'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Other cells that a figure reads, beside its data set. */
export interface FigureReads {
  readonly dataset: boolean;
  /** How many train cells it needs at least; null where it takes none. */
  readonly runs: number | null;
  readonly embeddings: boolean;
  /** It shows one user, whom `user` names. */
  readonly user: boolean;
  /** It marks clicks that another data set does not have. */
  readonly clean: boolean;
}

export interface FigureDescription {
  readonly name: FigureName;
  /** What it shows, in a few words. */
  readonly label: string;
  /** Raised when a change of code changes results. */
  readonly version: number;
  readonly reads: FigureReads;
  readonly fields: readonly SettingField[];
  /** Places of its output that a step of a lesson may point at. */
  readonly parts: readonly string[];
  /** What a reader can do in its output, and a step can wait for. */
  readonly acts: readonly string[];
}

const NOTHING: FigureReads = { dataset: false, runs: null, embeddings: false, user: false, clean: false };

export const FIGURES: readonly FigureDescription[] = [
  {
    name: 'noise',
    label: 'clicks that say nothing, and where a model ranks them',
    version: 2,
    reads: { ...NOTHING, dataset: true, runs: 0, user: true, clean: true },
    fields: [],
    parts: ['counts', 'reader', 'ranks'],
    acts: ['mark', 'reveal']
  },
  {
    name: 'propagation',
    label: 'one propagation, by hand and by the operator',
    version: 1,
    reads: { ...NOTHING, dataset: true, runs: 1, user: true },
    fields: PROPAGATION_FIELDS,
    parts: ['graph', 'sum', 'operator'],
    acts: ['hover', 'hop']
  },
  {
    name: 'layers',
    label: 'what more layers do to the embeddings',
    version: 1,
    reads: { ...NOTHING, dataset: true, runs: 1 },
    fields: LAYERS_FIELDS,
    parts: ['chart', 'slider'],
    acts: ['depth']
  },
  {
    name: 'spaces',
    label: 'maps of the semantic and the collaborative space',
    version: 1,
    reads: { ...NOTHING, dataset: true, runs: 1, embeddings: true, user: true },
    fields: SPACES_FIELDS,
    parts: ['maps', 'lists', 'overlap'],
    acts: ['select', 'switch']
  },
  {
    name: 'pull',
    label: 'what an alignment pulls where',
    version: 1,
    reads: { ...NOTHING, dataset: true, runs: 1, embeddings: true },
    fields: PULL_FIELDS,
    parts: ['field', 'strength'],
    acts: ['switch', 'mask']
  },
  {
    name: 'bound',
    label: 'the InfoNCE bound on mutual information',
    version: 1,
    reads: NOTHING,
    fields: BOUND_FIELDS,
    parts: ['chart', 'temperature', 'batch', 'correlation'],
    acts: ['temperature', 'batch', 'correlation']
  }
];

/** The description of a figure. */
export function figureDescription(name: FigureName): FigureDescription {
  const found = FIGURES.find((figure) => figure.name === name);
  if (!found) throw new Error(`There is no figure ${name}`);
  return found;
}
