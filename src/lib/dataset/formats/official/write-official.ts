// The official RLMRec folder: matrices, profiles and vectors as the official code loads them, and mapper files that say which row is
// whom (one JSON object a line, as the authors publish theirs).
import type { Dataset } from '../../types';
import { writePickle, type PickleInput } from '../pickle/write';
import { textChunks, type DataExtras, type DataFile, type ProfileText } from '../writer';

export function writeOfficial(dataset: Dataset, extras: DataExtras): DataFile[] {
  const { split, userCount, itemCount } = dataset;
  const matrix = (path: string, { users, items }: { users: Int32Array; items: Int32Array }): DataFile => ({
    path,
    chunks: writePickle({ coo: { rows: users, columns: items }, shape: [userCount, itemCount] })
  });
  const { vectors = dataset.vectors } = extras;
  const profiles = extras.profiles ?? (dataset.profiles && withoutReasons(dataset.profiles));
  return [
    matrix('trn_mat.pkl', split.train),
    matrix('val_mat.pkl', split.val),
    matrix('tst_mat.pkl', split.test),
    ...(profiles
      ? [
          { path: 'usr_prf.pkl', chunks: writePickle(profileDict(profiles.users)) },
          { path: 'itm_prf.pkl', chunks: writePickle(profileDict(profiles.items)) }
        ]
      : []),
    ...(vectors
      ? [
          {
            path: 'usr_emb_np.pkl',
            chunks: writePickle({ array: vectors.users, shape: [userCount, vectors.dimensions] })
          },
          {
            path: 'itm_emb_np.pkl',
            chunks: writePickle({ array: vectors.items, shape: [itemCount, vectors.dimensions] })
          }
        ]
      : []),
    { path: 'usr_map.json', chunks: textChunks(mapperLines('uid', dataset.userIds)) },
    { path: 'itm_map.json', chunks: textChunks(mapperLines('iid', dataset.itemIds)) }
  ];
}

const withoutReasons = ({ users, items }: NonNullable<Dataset['profiles']>): NonNullable<DataExtras['profiles']> => {
  const bare = (texts: readonly (string | null)[]): ProfileText[] => texts.map((text) => ({ text, reasoning: '' }));
  return { users: bare(users), items: bare(items) };
};

/** Row → {profile, reasoning}; "None" where there is no profile, as the official prompts have it. */
const profileDict = (profiles: readonly ProfileText[]): PickleInput =>
  new Map(
    profiles.map(({ text, reasoning }, row): [number, PickleInput] => [
      row,
      new Map([
        ['profile', text ?? 'None'],
        ['reasoning', reasoning]
      ])
    ])
  );

function* mapperLines(key: 'uid' | 'iid', ids: readonly string[]): Generator<string> {
  for (const [row, id] of ids.entries()) yield JSON.stringify({ [key]: row, id });
}
