// Generator "files": profiles that were written elsewhere, from JSON lines (by id; also those that write.ts makes, with all that is known
// of them) or from the official pickles (a row each, in the order of the data set).
import * as v from 'valibot';
import { readNodeLines, type NodeLine } from '#lib/dataset/attached/json-lines';
import { isJsonLines } from '#lib/dataset/attached/matrix-file';
import { nodeFiles, type Node } from '#lib/dataset/attached/node-files';
import { allBytes } from '#lib/dataset/bytes/input-files';
import type { InputFile } from '#lib/dataset/bytes/types';
import { readProfileDict } from '#lib/dataset/formats/official/profile-dict';
import { readPickle } from '#lib/dataset/formats/pickle/pickle';
import { LARGEST_WHOLE } from '#lib/dataset/sources/source';
import type { TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { StoredProfile } from '../serialise';
import type { ResolvedSettings } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import type { GeneratorContext, Profile, ProfileSet } from '../types';
import { bareProfile } from './with-data';
import { FILES, SOURCE_KEY } from './settings';

const ABSENT = bareProfile(null, '');

/**
 * Profiles by index; whom the files leave out has none.
 * @throws AppError files/…, dataset/not-a-pickle, dataset/pickle-content, internal/cancelled
 */
export async function profilesFromFiles(
  view: TrainView,
  resolved: ResolvedSettings,
  { files: source, signal }: GeneratorContext
): Promise<ProfileSet> {
  if (!source) {
    throw appError('files/not-attached', { name: settingReader(resolved).text(SOURCE_KEY) }, { field: SOURCE_KEY });
  }
  const files = await nodeFiles(source, 'profiles');
  const { name: generator, label, version } = FILES;
  if (files.kind === 'apart' && !isJsonLines(files.user) && !isJsonLines(files.item)) {
    return {
      users: await fromPickle(files.user, 'user', view.userIds.length),
      items: await fromPickle(files.item, 'item', view.itemIds.length),
      provenance: { generator, label, version, settings: {} }
    };
  }
  const tables: Readonly<Record<Node, Profile[]>> = {
    user: view.userIds.map(() => ABSENT),
    item: view.itemIds.map(() => ABSENT)
  };
  const report = await readNodeLines(files, view, { signal }, (line) => {
    tables[line.node][line.row] = profileOf(line);
  });
  const { unknown, unknownExample } = report;
  const aside =
    unknown > 0 ? ` ${unknown} of the ids in them are not in the data set, for example "${unknownExample}".` : '';
  return {
    users: tables.user,
    items: tables.item,
    provenance: { generator, label: `${label}${aside}`, version, settings: {} }
  };
}

async function fromPickle(file: InputFile, node: Node, count: number): Promise<readonly Profile[]> {
  const value = readPickle(await allBytes(file, LARGEST_WHOLE), file.path);
  return readProfileDict(value, { node, count }, file.path).map(({ text, reasoning }) => bareProfile(text, reasoning));
}

/** Keys under which profiles are found elsewhere, the official code's among them. */
const TEXT_KEYS = ['text', 'profile', 'summarization', 'summary'] as const;

function profileOf({ record, fail }: NodeLine): Profile {
  const key = TEXT_KEYS.find((name) => record.has(name));
  if (key === undefined) return fail(`it has none of ${TEXT_KEYS.map((name) => `"${name}"`).join(', ')}`);
  const [given, reasoning] = [record.get(key), record.get('reasoning') ?? ''];
  if (given !== null && typeof given !== 'string') return fail(`its "${key}" is no text`);
  if (typeof reasoning !== 'string') return fail('its "reasoning" is no text');
  const text = given === null || given.trim() === '' || given.trim() === 'None' ? null : given;
  // What our own files say of where a profile came from; files from elsewhere say it otherwise or not at all.
  const known = v.safeParse(StoredProfile, { ...Object.fromEntries(record), text, reasoning });
  return known.success ? known.output : bareProfile(text, reasoning);
}
