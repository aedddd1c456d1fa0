// The recommend cell: one user's ranking under each run, beside what the profile says.
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { RecommendResult } from './stored';

export interface ResolvedRecommend {
  readonly kind: 'recommend';
  readonly name: string;
  readonly runs: readonly string[];
  readonly profiles?: string;
  /** For the list of the semantic vectors by themselves. */
  readonly embeddings?: string;
  /** An id of the data, or "auto". */
  readonly user: string;
  readonly k: number;
}

export const recommendKind: KindDescription<ResolvedRecommend, RecommendResult> = {
  kind: 'recommend',
  title: 'Recommendations',
  help: 'What each run ranks highest for one user, with held-out hits marked and the words that profile and items share.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells whose rankings to show; each by its first seed. Ranks are compared with the first.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: 'profiles',
      label: 'Profiles',
      help: 'Profiles to show beside the rankings.',
      type: 'cell',
      required: false,
      cellKind: 'profiles'
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'Adds a list of what the semantic vectors rank highest by themselves, by cosine.',
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    {
      key: 'user',
      label: 'User',
      help: 'An id as in the data. "auto" takes, of the users with a test click, the first of median training degree: a choice that looks at no result.',
      type: 'text',
      required: false,
      default: 'auto'
    },
    {
      key: 'k',
      label: 'List length',
      help: 'How many items to show.',
      type: 'integer',
      required: false,
      default: 10,
      min: 1,
      max: 100,
      unit: 'items'
    }
  ],
  revision: 1,
  stored: { label: 'rankings' },
  resolve: resolveRecommend,
  references: ({ runs, profiles, embeddings }) => [
    ...reads('runs', 'train', runs),
    ...reads('profiles', 'profiles', profiles),
    ...reads('embeddings', 'embeddings', embeddings)
  ],
  identify: ({ user, k, runs, profiles, embeddings }, at) =>
    alone(
      at.hash({ user, k }, { runs: runs.map(at.firstRun), profiles: at.id(profiles), embeddings: at.id(embeddings) })
    ),
  summary: ({ text }) => [text('user') && text('user') !== 'auto' ? `user ${text('user')}` : ''],
  values: ({ lists }) =>
    Object.fromEntries(lists.map(({ run, items }) => [`${run}.hits`, items.filter(({ heldOut }) => heldOut).length])),
  anchors: () => ({ parts: ['lists', 'user'], acts: ['user'], leaves: 'list' })
};

function resolveRecommend(reader: FieldReader): ResolvedRecommend {
  const profiles = reader.optionalText('profiles');
  const embeddings = reader.optionalText('embeddings');
  return {
    kind: 'recommend',
    name: reader.text('name'),
    runs: reader.names('runs'),
    ...(profiles === undefined ? {} : { profiles }),
    ...(embeddings === undefined ? {} : { embeddings }),
    user: reader.id('user'),
    k: reader.integer('k')
  };
}
