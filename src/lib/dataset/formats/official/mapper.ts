// What may lie beside the matrices of an official folder: mapper files, JSON lines that say which row is whom ({"uid": 0,
// "reviewerID": "A1"}, {"iid": 0, "asin": "B1"}), and published metadata by whose ids items get titles and texts. Without a mapper
// file ids are row numbers, and metadata are of no use.
import { appError } from '#lib/errors/app-error';
import { memoryFile } from '../../bytes/input-files';
import { ReadingProgress } from '../../bytes/text';
import type { InputFile, ReadJob } from '../../bytes/types';
import { FileLog, plainNode, type NodeInput } from '../../raw/builder';
import type { FileSource } from '../../sources/source';
import { LeftOut } from '../../text/attributes';
import type { ItemText } from '../../types';
import { amazonItems } from '../amazon/amazon';
import { headOf, shortCell, type FileHead } from '../reader';
import { logRecords, recordKeys, recordLines, textAt, type FileRecord, type NodeRecords } from '../shared/records';
import { steamItems } from '../steam/steam';
import { textOfValue } from '../shared/values';
import { yelpItems } from '../yelp/yelp';

const ROW_KEYS = { users: 'uid', items: 'iid' } as const;
type Nodes = keyof typeof ROW_KEYS;

const METADATA: readonly NodeRecords[] = [amazonItems, yelpItems, steamItems];

/** As our own writer names them: all that can be asked for where nobody can list the files. */
const OWN_NAMES = ['itm_map.json', 'usr_map.json'];
const JSON_NAME = /\.jsonl?(\.gz)?$/i;

interface MetadataFile {
  readonly head: FileHead;
  readonly records: NodeRecords;
}

/** The files beside the matrices, by what they hold. */
export interface Beside {
  readonly mappers: Readonly<Record<Nodes, readonly FileHead[]>>;
  /** Empty where no mapper file says which items they describe. */
  readonly metadata: readonly MetadataFile[];
}

async function jsonFiles(source: FileSource): Promise<readonly InputFile[]> {
  if (source.list) return (await source.list()).filter(({ path }) => JSON_NAME.test(path));
  const present = await Promise.all(OWN_NAMES.map((path) => source.has(path)));
  return Promise.all(
    OWN_NAMES.filter((_, at) => present[at]).map(async (path) =>
      memoryFile(path, Uint8Array.from(await source.read(path)))
    )
  );
}

/** Found by their first lines, whatever they are called. */
export async function filesBeside(source: FileSource): Promise<Beside> {
  const heads = await Promise.all((await jsonFiles(source)).map((file) => headOf(file)));
  const mappers = (nodes: Nodes): FileHead[] => heads.filter((head) => isMapper(recordKeys(head), nodes));
  const items = mappers('items');
  const metadata = heads.flatMap((head): MetadataFile[] => {
    const records = METADATA.find(({ matches }) => matches(head));
    return records ? [{ head, records }] : [];
  });
  return { mappers: { users: mappers('users'), items }, metadata: items.length > 0 ? metadata : [] };
}

/** A row and an id; a line that names both a user and an item is an interaction. */
const isMapper = (keys: ReadonlySet<string>, nodes: Nodes): boolean =>
  keys.has(ROW_KEYS[nodes]) && !keys.has(ROW_KEYS[nodes === 'users' ? 'items' : 'users']) && keys.size > 1;

const filesOf = ({ mappers, metadata }: Beside): InputFile[] =>
  [...mappers.users, ...mappers.items, ...metadata.map(({ head }) => head)].map(({ file }) => file);

/** `path sha256` of each of the files, in a fixed order; empty where there are none. @throws AppError internal/cancelled */
export async function besideDigests(beside: Beside, job: ReadJob): Promise<readonly string[]> {
  const files = filesOf(beside);
  const progress = new ReadingProgress(files, job);
  for (const file of files) for await (const _chunk of progress.stored(file));
  return [...progress.digests].map(([path, digest]) => `${path} ${digest}`).sort();
}

export interface Names {
  readonly userIds?: readonly string[]; // [users]
  readonly itemIds?: readonly string[]; // [items]
  readonly itemTexts?: readonly ItemText[]; // [items]
  /** What of it came from which file, in sentences; '' where nothing did. */
  readonly provenance: string;
}

/**
 * Ids and texts for the rows of the matrices.
 * @throws AppError import/broken-mapper where mapper files are there and none names every row once; import/unreadable-lines,
 * internal/cancelled
 */
export async function readNames(beside: Beside, counts: Readonly<Record<Nodes, number>>, job: ReadJob): Promise<Names> {
  const progress = new ReadingProgress(filesOf(beside), job);
  const users = await mapped(beside.mappers.users, 'users', counts.users, progress);
  const items = await mapped(beside.mappers.items, 'items', counts.items, progress);
  const texts = items ? await textsOf(beside.metadata, items.ids, progress) : null;
  return {
    ...(users ? { userIds: users.ids } : {}),
    ...(items ? { itemIds: items.ids } : {}),
    ...(texts ? { itemTexts: texts.texts } : {}),
    provenance: [
      ...(users ? [` Ids of users are those of ${users.path}.`] : []),
      ...(items ? [` Ids of items are those of ${items.path}.`] : []),
      ...(texts
        ? [
            ` ${texts.described} of ${texts.texts.length} items are described by ${texts.paths}.`,
            ...texts.leftOut.map((sentence) => ` ${sentence}`)
          ]
        : [])
    ].join('')
  };
}

interface Mapped {
  readonly path: string;
  readonly ids: readonly string[];
}

/** The first mapper file that fits the matrices: the authors' lie side by side, those of three data sets. */
async function mapped(
  heads: readonly FileHead[],
  nodes: Nodes,
  count: number,
  progress: ReadingProgress
): Promise<Mapped | null> {
  const misfits: { readonly path: string; readonly reason: string }[] = [];
  for (const { file } of heads) {
    const found = await readMapper(file, nodes, count, progress);
    if ('ids' in found) return { path: file.path, ids: found.ids };
    misfits.push({ path: file.path, reason: found.misfit });
  }
  const [first] = misfits;
  if (first) throw appError('import/broken-mapper', { reason: first.reason }, { file: first.path });
  return null;
}

async function readMapper(
  file: InputFile,
  nodes: Nodes,
  count: number,
  progress: ReadingProgress
): Promise<{ readonly ids: readonly string[] } | { readonly misfit: string }> {
  const ids = new Map<number, string>();
  const rows = new Map<string, number>();
  for await (const batch of recordLines(file, progress)) {
    for (const entry of batch) {
      const broken = (reason: string) =>
        appError('import/broken-mapper', { reason }, { file: file.path, line: entry.line });
      if ('reason' in entry) throw broken(entry.reason);
      const found = rowAndId(entry.record, nodes);
      if (typeof found === 'string') throw broken(found);
      const { row, id } = found;
      if (row >= count) return { misfit: `it names row ${row}, and the matrices have ${count} ${nodes}` };
      if (ids.has(row)) throw broken(`row ${row} stands twice`);
      if (rows.has(id)) throw broken(`rows ${rows.get(id)} and ${row} have the same id, "${shortCell(id)}"`);
      ids.set(row, id);
      rows.set(id, row);
    }
  }
  if (ids.size < count) return { misfit: `it names ${ids.size} of the ${count} ${nodes} of the matrices` };
  return { ids: Array.from({ length: count }, (_, row) => ids.get(row) ?? '') };
}

/** A row and what is called beside it, whatever that key is; an empty id leaves the row its number. Or what is wrong. */
function rowAndId(record: FileRecord, nodes: Nodes): { readonly row: number; readonly id: string } | string {
  const key = ROW_KEYS[nodes];
  const row = Number(textAt(record, key) || NaN);
  if (!Number.isInteger(row) || row < 0) return `its ${key} is no row number`;
  const external = [...record].find(([name]) => name !== key);
  if (!external) return `it has no id beside its ${key}`;
  return { row, id: textOfValue(external[1]) || String(row) };
}

interface Texts {
  readonly texts: readonly ItemText[]; // [items]
  readonly described: number;
  readonly paths: string;
  /** In sentences. */
  readonly leftOut: readonly string[];
}

/** What metadata say of the items; null where they describe none of them. Of several descriptions the first stays. */
async function textsOf(
  metadata: readonly MetadataFile[],
  ids: readonly string[],
  progress: ReadingProgress
): Promise<Texts | null> {
  const rows = new Map(ids.map((id, row) => [id, row]));
  const found = new Map<number, ItemText>();
  const leftOut = new LeftOut();
  for (const { head, records } of metadata) {
    const log = new FileLog(head.file.path, 'items', head.file.size ?? 0);
    await logRecords(head.file, log, progress, (record) => {
      const node = records.node(record);
      if (typeof node === 'string') return node;
      const row = rows.get(node.id);
      if (row !== undefined && !found.has(row)) found.set(row, itemText(plainNode(node, 'items', leftOut)));
      return 1;
    });
    log.finish();
  }
  if (found.size === 0) return null;
  return {
    texts: ids.map((_, row) => found.get(row) ?? { title: '', attributes: {} }),
    described: found.size,
    paths: metadata.map(({ head }) => head.file.path).join(', '),
    leftOut: leftOut.remarks()
  };
}

const itemText = ({ title = '', description, attributes = new Map() }: NodeInput): ItemText => ({
  title,
  ...(description ? { description } : {}),
  attributes: Object.fromEntries(attributes)
});
