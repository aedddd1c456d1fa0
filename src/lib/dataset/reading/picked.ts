// Files that a reader picked, looked at and read into raw rows, in whichever format: what an import is made of.
import type { ReadJob } from '../bytes/types';
import { FORMATS, inspect, readRaw, type RawRead } from './import';
import type { WholeFormat } from '../formats/shared/names';
import type { ReadingSettings } from '../imports/record';
import type { Inspection } from './inspection';
import { datasetDigest, detectFormat, openSourceFiles, readForPreparation } from './read';
import type { FileSource } from '../sources/source';

const WHOLE: Readonly<Record<WholeFormat, { readonly label: string; readonly reason: string }>> = {
  open: { label: 'Open format', reason: 'manifest.json is there.' },
  official: { label: 'RLMRec folder', reason: 'Matrices of users × items are there (trn_mat.pkl, or names like it).' }
};

/** @throws AppError import/…, dataset/… */
export async function inspectPicked(source: FileSource, reading: ReadingSettings): Promise<Inspection> {
  const opened = await openSourceFiles(source, reading);
  const whole = Object.entries(WHOLE).map(([name, { label }]) => ({ name, label }));
  if (opened.kind === 'rows') {
    const found = await inspect(opened.files, reading);
    return { ...found, formats: [...FORMATS, ...whole] };
  }
  const format = await detectFormat(opened.source);
  const files = (await opened.source.list?.()) ?? [];
  return {
    format,
    ...WHOLE[format],
    formats: [...FORMATS, ...whole],
    files: files.map(({ path, size }) => ({ path, bytes: size, role: 'interactions' })),
    fields: [],
    settings: { format },
    previews: [],
    remarks: []
  };
}

/** @throws AppError import/…, dataset/…, internal/cancelled */
export async function readPicked(
  source: FileSource,
  name: string,
  reading: ReadingSettings,
  job: ReadJob
): Promise<RawRead> {
  const opened = await openSourceFiles(source, reading);
  if (opened.kind === 'rows') return readRaw(opened.files, name, reading, job);
  const format = await detectFormat(opened.source);
  const raw = await readForPreparation(opened.source, name, job);
  return { raw, report: { format, files: [] }, format, digest: await datasetDigest(opened.source, job) };
}
