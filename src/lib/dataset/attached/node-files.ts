// Which files of a folder hold vectors or profiles of users and items, told by their names: usr_emb_np.pkl, item_vectors.npy,
// profiles.jsonl. What is in them is read elsewhere (json-lines.ts; embeddings/files, profiles/files).
import { appError } from '#lib/errors/app-error';
import { memoryFile } from '../bytes/input-files';
import type { InputFile } from '../bytes/types';
import { contentDigest, type FileSource } from '../sources/source';

export type FileContent = 'vectors' | 'profiles';
export type Node = 'user' | 'item';

/** One file for users and one for items, or one file of JSON lines for both. */
export type NodeFiles =
  | { readonly kind: 'apart'; readonly user: InputFile; readonly item: InputFile }
  | { readonly kind: 'both'; readonly file: InputFile };

const KNOWN: Readonly<
  Record<FileContent, { readonly extensions: RegExp; readonly not: RegExp; readonly expected: string }>
> = {
  vectors: {
    extensions: /\.(npy|pkl|pickle|jsonl)(\.gz)?$/i,
    not: /prf|prof|_map|mat\.pkl$/i,
    expected:
      'one file for users and one for items (usr_emb_np.pkl and itm_emb_np.pkl, user_vectors.npy and item_vectors.npy, or .jsonl), or one .jsonl for both'
  },
  profiles: {
    extensions: /\.(pkl|pickle|jsonl)(\.gz)?$/i,
    not: /emb|vec|_map|mat\.pkl$/i,
    expected:
      'usr_prf.pkl and itm_prf.pkl, or JSON lines (profiles.jsonl); "npm run make-profiles" has a language model write some'
  }
};
const LINES = /\.jsonl(\.gz)?$/i;
const ROLE: Readonly<Record<Node, RegExp>> = {
  user: /(^|[^a-z])(usr|users?)([^a-z]|$)/i,
  item: /(^|[^a-z])(itm|items?)([^a-z]|$)/i
};
/** Where some JSON lines of a folder say by their names what they hold, the others are taken for something else. */
const NAMED: Readonly<Record<FileContent, RegExp>> = { vectors: /emb|vec/i, profiles: /prf|prof/i };
/** Asked for one by one where nobody can list what there is. */
const COMMON: Readonly<Record<FileContent, readonly string[]>> = {
  vectors: ['usr_emb_np.pkl', 'itm_emb_np.pkl', 'user_vectors.npy', 'item_vectors.npy', 'vectors.jsonl'],
  profiles: ['usr_prf.pkl', 'itm_prf.pkl', 'profiles.jsonl', 'profiles-llm.jsonl']
};

async function candidates(source: FileSource, content: FileContent): Promise<readonly InputFile[]> {
  const { extensions, not } = KNOWN[content];
  if (source.list) {
    const files = (await source.list()).filter(
      ({ path }) => extensions.test(path) && !not.test(path.replace(/^.*\//u, ''))
    );
    // In the folder of a data set items.jsonl and users.jsonl are no profiles where profiles.jsonl is.
    const isNamed = ({ path }: InputFile): boolean => NAMED[content].test(path.replace(/^.*\//u, ''));
    const isLines = ({ path }: InputFile): boolean => LINES.test(path);
    return files.some((file) => isLines(file) && isNamed(file))
      ? files.filter((file) => !isLines(file) || isNamed(file))
      : files;
  }
  const present = await Promise.all(COMMON[content].map((path) => source.has(path)));
  return Promise.all(
    COMMON[content]
      .filter((_, at) => present[at])
      .map(async (path) => memoryFile(path, Uint8Array.from(await source.read(path))))
  );
}

/** What to give, in half a sentence. */
export const expectedFiles = (content: FileContent): string => KNOWN[content].expected;

/** @throws AppError files/none, files/several */
export async function nodeFiles(source: FileSource, content: FileContent): Promise<NodeFiles> {
  const found = await candidates(source, content);
  const one = (what: string, files: readonly InputFile[]): InputFile | null => {
    if (files.length > 1) {
      throw appError('files/several', { source: source.name, what, paths: files.map(({ path }) => path).join(', ') });
    }
    return files[0] ?? null;
  };
  const named = (node: Node) => found.filter(({ path }) => ROLE[node].test(path.replace(/^.*\//u, '')));
  const [users, items] = [named('user'), named('item')];
  const user = one(`${content} of users`, users);
  const item = one(`${content} of items`, items);
  if (user && item && user !== item) return { kind: 'apart', user, item };
  const lines = found.filter(({ path }) => LINES.test(path));
  const file = one(content, lines);
  if (file) return { kind: 'both', file };
  throw appError('files/none', { source: source.name, what: content, expected: KNOWN[content].expected });
}

export const filesOf = (files: NodeFiles): readonly InputFile[] =>
  files.kind === 'both' ? [files.file] : [files.user, files.item];

/** Digest of the files that hold it: what an artifact's id is made from. @throws AppError files/…, dataset/… */
export async function nodeFilesDigest(source: FileSource, content: FileContent): Promise<string> {
  return contentDigest(
    source,
    filesOf(await nodeFiles(source, content)).map(({ path }) => path)
  );
}
