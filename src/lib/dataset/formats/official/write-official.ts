// The official RLMRec folder: matrices, profiles and vectors as the official code loads them, and mapper files that say which row is
// whom (one JSON object a line, as the authors publish theirs).
import type { Dataset } from '../../types';
import { writePickle } from '../pickle/write';
import { textChunks, type DataExtras, type DataFile, type ProfileText } from '../writer';
import { profileDict } from './profile-dict';

export function writeOfficial(dataset: Dataset, extras: DataExtras): DataFile[] {
  const { split, userCount, itemCount } = dataset;
  const matrix = (path: string, { users, items }: { users: Int32Array; items: Int32Array }): DataFile => ({
    path,
    chunks: writePickle({ coo: { rows: users, columns: items }, shape: [userCount, itemCount] })
  });
  const { vectors = dataset.vectors } = extras;
  const profiles = extras.profiles ?? (dataset.profiles && broughtTexts(dataset.profiles));
  return [
    matrix('trn_mat.pkl', split.train),
    matrix('val_mat.pkl', split.val),
    matrix('tst_mat.pkl', split.test),
    ...(profiles ? writeProfilePickles(profiles) : []),
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
    ...writeMappers(dataset)
  ];
}

/** usr_prf.pkl and itm_prf.pkl. */
export const writeProfilePickles = ({ users, items }: NonNullable<DataExtras['profiles']>): DataFile[] => [
  { path: 'usr_prf.pkl', chunks: writePickle(profileDict(users)) },
  { path: 'itm_prf.pkl', chunks: writePickle(profileDict(items)) }
];

/** Which row is whom. */
export const writeMappers = ({ userIds, itemIds }: Pick<Dataset, 'userIds' | 'itemIds'>): DataFile[] => [
  { path: 'usr_map.json', chunks: textChunks(mapperLines('uid', userIds)) },
  { path: 'itm_map.json', chunks: textChunks(mapperLines('iid', itemIds)) }
];

const broughtTexts = ({
  users,
  items,
  reasons
}: NonNullable<Dataset['profiles']>): NonNullable<DataExtras['profiles']> => {
  const joined = (texts: readonly (string | null)[], why: readonly string[] | undefined): ProfileText[] =>
    texts.map((text, row) => ({ text, reasoning: why?.[row] ?? '' }));
  return { users: joined(users, reasons?.users), items: joined(items, reasons?.items) };
};

function* mapperLines(key: 'uid' | 'iid', ids: readonly string[]): Generator<string> {
  for (const [row, id] of ids.entries()) yield JSON.stringify({ [key]: row, id });
}
