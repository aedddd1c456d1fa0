// A set of profiles as files for elsewhere: JSON lines with all that is known of each, or the official pickles with the mapper files that
// say which row is whom. Both can be read back (read.ts).
import { writeMappers, writeProfilePickles } from '#lib/dataset/formats/official/write-official';
import { textChunks, type DataFile } from '#lib/dataset/formats/writer';
import type { Dataset } from '#lib/dataset/types';
import type { Profile, ProfileSet } from '../types';

export const PROFILE_FORMATS = ['jsonl', 'official'] as const;
export type ProfileFormat = (typeof PROFILE_FORMATS)[number];

type Nodes = Pick<Dataset, 'userIds' | 'itemIds'>;

export function profileFiles(set: ProfileSet, nodes: Nodes, format: ProfileFormat): DataFile[] {
  switch (format) {
    case 'jsonl':
      return [{ path: 'profiles.jsonl', chunks: textChunks(profileLines(set, nodes)) }];
    case 'official':
      return [...writeProfilePickles(set), ...writeMappers(nodes)];
  }
}

function* profileLines({ users, items, provenance }: ProfileSet, { userIds, itemIds }: Nodes): Generator<string> {
  const { generator, label } = provenance;
  const line = (node: 'user' | 'item', id: string, profile: Profile): string =>
    JSON.stringify({ node, id, ...profile, generator, label });
  for (const [row, profile] of items.entries()) yield line('item', itemIds[row] ?? '', profile);
  for (const [row, profile] of users.entries()) yield line('user', userIds[row] ?? '', profile);
}
