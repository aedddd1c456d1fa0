// Kinds of files that people have and that nothing here reads: known by their names or first bytes, and refused with a way out instead of
// being taken for broken text.
import type { InputFile } from '../../bytes/types';

export interface NotRead {
  /** "Parquet", as in "a file of …". */
  readonly kind: string;
  readonly how: string;
}

const asCsv = (call: string): string => `Write it as CSV first, for example in Python: ${call}, and bring that.`;
const UNPACK = 'Unpack it, and bring the files that are in it (gzip and zip are opened here).';

const KINDS: readonly {
  readonly ending: RegExp;
  readonly magic?: string;
  readonly kind: string;
  readonly how: string;
}[] = [
  {
    ending: /\.(parquet|pq)$/,
    magic: 'PAR1',
    kind: 'Parquet',
    how: asCsv('pandas.read_parquet("x.parquet").to_csv("x.csv", index=False)')
  },
  {
    ending: /\.(feather|arrow)$/,
    magic: 'ARROW1',
    kind: 'Arrow',
    how: asCsv('pandas.read_feather("x.feather").to_csv("x.csv", index=False)')
  },
  {
    ending: /\.(h5|hdf5?)$/,
    magic: '\x89HDF',
    kind: 'HDF5',
    how: asCsv('pandas.read_hdf("x.h5").to_csv("x.csv", index=False)')
  },
  {
    ending: /\.(xlsx?|xlsm|ods)$/,
    kind: 'a spreadsheet',
    how: 'Save the sheet as CSV (File, Save as), and bring that.'
  },
  { ending: /\.(avro|orc)$/, kind: 'Avro or ORC', how: 'Write it as CSV first, and bring that.' },
  {
    ending: /\.mat$/,
    kind: 'MATLAB',
    how: 'Write its matrix as rows of user, item, rating first: writematrix(x, "ratings.csv").'
  },
  { ending: /\.(rds|rdata|rda)$/, kind: 'R', how: 'Write it as CSV first: write.csv(x, "x.csv", row.names = FALSE).' },
  {
    ending: /\.(sqlite3?|db)$/,
    magic: 'SQLite format',
    kind: 'SQLite',
    how: 'Export the table as CSV first, and bring that.'
  },
  { ending: /\.(7z|rar|tar|tgz|tar\.gz|bz2|xz|zst|lz4|z)$/, kind: 'a packer', how: UNPACK },
  { ending: /\.pdf$/, magic: '%PDF', kind: 'PDF', how: 'Bring the data themselves.' }
];

/** What a file is where it is of a kind that is not read; null for all others. @param start its first bytes */
export function notRead({ path }: Pick<InputFile, 'path'>, start: Uint8Array): NotRead | null {
  const name = path.toLowerCase();
  const begins = Array.from(start.subarray(0, 16), (byte) => String.fromCharCode(byte)).join('');
  return (
    KINDS.find(({ ending, magic }) => ending.test(name) || (magic !== undefined && begins.startsWith(magic))) ?? null
  );
}
