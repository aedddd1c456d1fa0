// Files that a reader picked, looked at and read into raw rows, in whichever format: what an import is made of.
import type { ReadJob } from '../bytes/types';
import { FORMATS, identifyFiles, inspectionOf, readIdentified, type RawRead } from './import';
import type { WholeFormat } from '../formats/shared/names';
import type { ReadingSettings } from '../imports/record';
import type { Inspection } from './inspection';
import { digestOfWhole, openSourceFiles, readForPreparation } from './read';
import { inputsSource, type FileSource } from '../sources/source';

const WHOLE: Readonly<Record<WholeFormat, { readonly label: string; readonly reason: string }>> = {
  open: { label: 'Open format', reason: 'manifest.json is there.' },
  official: { label: 'RLMRec folder', reason: 'Matrices of users × items are there (trn_mat.pkl, or names like it).' }
};

export interface PickedFiles {
  readonly inspection: Inspection;
  /** @param name of the data. @throws AppError import/…, dataset/…, internal/cancelled */
  read(name: string, job: ReadJob): Promise<RawRead>;
}

/** Opens what was picked and looks at it, once for both: saying what it is and reading it. @throws AppError import/…, dataset/… */
export async function openPicked(source: FileSource, reading: ReadingSettings): Promise<PickedFiles> {
  const opened = await openSourceFiles(source, reading);
  const whole = Object.entries(WHOLE).map(([name, { label }]) => ({ name, label }));
  const formats = [...FORMATS, ...whole];
  if (opened.kind === 'rows') {
    const identified = await identifyFiles(opened.files, reading);
    return {
      inspection: { ...inspectionOf(identified, reading), formats },
      read: (name, job) => readIdentified(identified, name, reading, job)
    };
  }
  const { format } = opened;
  const files = (await opened.source.list?.()) ?? [];
  return {
    inspection: {
      format,
      ...WHOLE[format],
      formats,
      files: files.map(({ path, size }) => ({ path, bytes: size, role: 'interactions' })),
      fields: [],
      settings: { format },
      previews: [],
      remarks: []
    },
    async read(name, job) {
      const named = { format, source: inputsSource(name, files) };
      const raw = await readForPreparation(named, name, job);
      return { raw, report: { format, files: [] }, format, digest: await digestOfWhole(named, job) };
    }
  };
}
