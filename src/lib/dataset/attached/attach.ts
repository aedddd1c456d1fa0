// Adds files of vectors or profiles to this browser: looks at what they can be read as, so that a file that cannot be read is refused now
// and not by a cell, and stores them. Whether they fit a data set is seen when a cell reads them.
import { appError } from '#lib/errors/app-error';
import { readLines } from '../bytes/lines';
import { ReadingProgress } from '../bytes/text';
import { allBytes } from '../bytes/input-files';
import type { InputFile, ReadJob } from '../bytes/types';
import { readPickle } from '../formats/pickle/pickle';
import { describeValue } from '../formats/pickle/values';
import { LARGEST_WHOLE, type FileSource } from '../sources/source';
import type { AttachedContent, AttachedFile, AttachmentRecord, Attachments } from './attachments';
import { isJsonLines, readMatrixFile } from './matrix-file';
import { expectedFiles, filesOf, nodeFiles, type FileContent, type NodeFiles } from './node-files';

/** @throws AppError files/none, files/several, dataset/…, import/…, storage/quota, internal/cancelled */
export async function attach(
  name: string,
  source: FileSource,
  attachments: Attachments,
  job: ReadJob
): Promise<AttachmentRecord> {
  attachments.check(name);
  const contents: AttachedContent[] = [];
  const paths = new Map<string, InputFile>();
  for (const kind of ['vectors', 'profiles'] as const) {
    const files = await foundFiles(source, kind);
    if (!files) continue;
    for (const file of filesOf(files)) paths.set(file.path, file);
    contents.push({ kind, found: await describe(files, kind, job) });
  }
  if (contents.length === 0) {
    const expected = `${expectedFiles('vectors')}; or ${expectedFiles('profiles')}`;
    throw appError('files/none', { source: name, what: 'vectors and no profiles', expected });
  }
  const files: AttachedFile[] = [];
  for (const [path, file] of paths) files.push({ path, bytes: Uint8Array.from(await allBytes(file, LARGEST_WHOLE)) });
  return attachments.save(name, contents, files);
}

/** A file of JSON lines may be either: its name, else its first line, tells. */
async function foundFiles(source: FileSource, kind: FileContent): Promise<NodeFiles | null> {
  let files: NodeFiles;
  try {
    files = await nodeFiles(source, kind);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'files/none') return null;
    throw error;
  }
  const [first] = filesOf(files);
  if (!first || !isJsonLines(first)) return files;
  const hasVectors = /"(vector|embedding)"\s*:\s*\[/.test(await firstLine(first));
  return hasVectors === (kind === 'vectors') ? files : null;
}

async function firstLine(file: InputFile): Promise<string> {
  for await (const batch of readLines(file, new ReadingProgress([file], {}))) {
    const line = batch.find(({ text }) => text.trim() !== '');
    if (line) return line.text;
  }
  return '';
}

/** Half a sentence a file: how many rows of what. */
async function describe(files: NodeFiles, kind: FileContent, job: ReadJob): Promise<string> {
  const parts: string[] = [];
  const progress = new ReadingProgress(filesOf(files), job);
  for (const file of filesOf(files)) {
    if (isJsonLines(file)) {
      let lines = 0;
      for await (const batch of readLines(file, progress))
        lines += batch.filter(({ text }) => text.trim() !== '').length;
      parts.push(`${file.path}: ${lines} ${lines === 1 ? 'line' : 'lines'}`);
    } else if (kind === 'vectors') {
      const { rows, columns } = await readMatrixFile(file);
      parts.push(`${file.path}: ${rows} × ${columns}`);
    } else {
      const value = readPickle(await allBytes(file, LARGEST_WHOLE), file.path);
      if (!(value instanceof Map)) {
        const found = describeValue(value);
        throw appError('dataset/pickle-content', { expected: 'a dict from id to profile', found }, { file: file.path });
      }
      parts.push(`${file.path}: ${value.size} profiles`);
    }
  }
  return parts.join('; ');
}
