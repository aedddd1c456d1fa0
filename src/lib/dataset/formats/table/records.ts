// The rows of a file of records while they stream in, by column, whichever form the file has.
import { textOf, type ReadingProgress } from '../../bytes/text';
import { readLines } from '../../bytes/lines';
import type { InputFile } from '../../bytes/types';
import { parseDelimited } from '../delimited/parse';
import { jsonElements } from './json-array';
import { recordOf, rowOf, type TableShape } from './shape';

export type TableRow =
  | { readonly ok: true; readonly fields: readonly string[]; readonly line: number }
  | { readonly ok: false; readonly reason: string; readonly text: string; readonly line: number };

/** @throws AppError import/… for what no row can be blamed for */
export async function* tableRows(
  file: InputFile,
  shape: TableShape,
  progress: ReadingProgress
): AsyncGenerator<readonly TableRow[]> {
  if (shape.kind === 'delimited') {
    let skip = shape.hasHeader ? 1 : 0;
    for await (const batch of parseDelimited(textOf(file, progress), shape.dialect, file.path)) {
      yield batch.slice(skip).map(({ fields, line }): TableRow => {
        if (fields.length <= shape.columns.length) return { ok: true, fields, line };
        const reason = `it has more fields than the ${shape.columns.length} columns`;
        return { ok: false, reason, text: fields.join(shape.dialect.delimiter), line };
      });
      skip = 0;
    }
    return;
  }
  const texts =
    shape.kind === 'json-lines' ? readLines(file, progress) : jsonElements(textOf(file, progress), file.path);
  for await (const batch of texts)
    yield batch.filter(({ text }) => text.trim() !== '').map((entry) => jsonRow(entry, shape));
}

function jsonRow({ text, line }: { readonly text: string; readonly line: number }, { columns }: TableShape): TableRow {
  const record = recordOf(text);
  return record
    ? { ok: true, fields: rowOf(record, columns), line }
    : { ok: false, reason: 'it is no JSON object', text, line };
}
