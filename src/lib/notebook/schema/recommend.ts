// The recommend cell: one user's ranking under each run, beside what the profile says.
import { NAME_FIELD } from './common';
import type { FieldReader } from './reader';
import type { CellSchema, ResolvedRecommend } from './types';

export const recommendSchema: CellSchema = {
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
      help: 'An id as in the data. "auto" takes, of the users with a test click, one of median training degree, the first in the order of the data: a choice that looks at no result.',
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
  ]
};

export function resolveRecommend(reader: FieldReader): ResolvedRecommend {
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
