// The case study cell: pairs of users who are far apart in the graph of clicks and alike all the same (paper §4.5, Fig. 6).
import { appError } from '#lib/errors/app-error';
import { NAME_FIELD, SEED_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { CaseStudyResult } from './stored';

export interface ResolvedCaseStudy {
  readonly kind: 'case-study';
  readonly name: string;
  readonly baseline: string;
  /** Without the baseline. */
  readonly runs: readonly string[];
  readonly embeddings?: string;
  readonly profiles?: string;
  /** Ids of the data, or "auto". */
  readonly user: string;
  readonly other: string;
  readonly seed: number;
}

export const caseStudyKind: KindDescription<ResolvedCaseStudy, CaseStudyResult> = {
  kind: 'case-study',
  title: 'Case study',
  help: 'Do runs bring users together who are more than three hops apart and share a held-out item (paper §4.5)? One pair to look at, and all pairs beside matched controls.',
  fields: [
    NAME_FIELD,
    {
      key: 'baseline',
      label: 'Baseline',
      help: 'The train cell from which ranks are counted. Two seeds of it or more, against each other, are the null: what changes by chance alone.',
      type: 'cell',
      required: true,
      cellKind: 'train'
    },
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to set against the baseline, each by the seeds that both have. None: the null alone.',
      type: 'cells',
      required: false,
      default: [],
      cellKind: 'train'
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'Semantic vectors by which each pair’s control is as alike as the pair. Left out, controls are matched by training clicks.',
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    {
      key: 'profiles',
      label: 'Profiles',
      help: 'Profiles to show of the one pair.',
      type: 'cell',
      required: false,
      cellKind: 'profiles'
    },
    {
      key: 'user',
      label: 'User',
      help: 'One of the pair to look at, an id as in the data. "auto" proposes a pair by a rule that looks at no result.',
      type: 'text',
      required: false,
      default: 'auto'
    },
    {
      key: 'other',
      label: 'Other user',
      help: 'The other one of the pair; "auto" proposes one for `user`.',
      type: 'text',
      required: false,
      default: 'auto'
    },
    SEED_FIELD
  ],
  revision: 2,
  stored: { label: 'case studies' },
  resolve: resolveCaseStudy,
  references: ({ baseline, runs, embeddings, profiles }) => [
    ...reads('baseline', 'train', baseline),
    ...reads('runs', 'train', runs),
    ...reads('embeddings', 'embeddings', embeddings),
    ...reads('profiles', 'profiles', profiles)
  ],
  identify: ({ baseline, runs, embeddings, profiles, user, other, seed }, at) =>
    alone(
      at.hash(
        { user, other, seed },
        {
          baseline: at.id(baseline),
          runs: runs.map((name) => at.id(name)),
          embeddings: at.id(embeddings),
          profiles: at.id(profiles)
        }
      )
    ),
  summary: (words) => [words.reads.join(', ')],
  values: ({ values }) => values,
  anchors: () => ({ parts: ['pair', 'relevance', 'population'], acts: [] })
};

function resolveCaseStudy(reader: FieldReader): ResolvedCaseStudy {
  const runs = reader.isGiven('runs') ? reader.names('runs') : [];
  const baseline = reader.text('baseline');
  if (runs.includes(baseline)) throw reader.bad('runs', 'other train cells than the baseline');
  const embeddings = reader.optionalText('embeddings');
  const profiles = reader.optionalText('profiles');
  const [user, other] = [reader.id('user'), reader.id('other')];
  if (user === 'auto' && other !== 'auto') {
    throw appError(
      'notebook/missing-key',
      { kind: 'case-study', key: 'user', expected: 'the id of a user' },
      reader.where('user')
    );
  }
  return {
    kind: 'case-study',
    name: reader.text('name'),
    baseline,
    runs,
    ...(embeddings === undefined ? {} : { embeddings }),
    ...(profiles === undefined ? {} : { profiles }),
    user,
    other,
    seed: reader.integer('seed')
  };
}
