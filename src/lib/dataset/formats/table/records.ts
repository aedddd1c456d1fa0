// The rows of a file of records while they stream in, by column, whichever form the file has.
import { textOf, type ReadingProgress } from '../../bytes/text';
import { readLines } from '../../bytes/lines';
import type { InputFile } from '../../bytes/types';
import { parseDelimited } from '../delimited/parse';
import type { Row } from '../shared/rows';
import { jsonElements } from './json-records';
import { recordOf, rowOf, type TableShape } from './shape';

/** @throws AppError import/… for what no row can be blamed for */
export async function* tableRows(
  file: InputFile,
  shape: TableShape,
  progress: ReadingProgress
): AsyncGenerator<readonly Row[]> {
  const { columns, dialect, firstLine } = shape;
  if (shape.kind === 'delimited') {
    const text = textOf(file, progress);
    for await (const batch of parseDelimited(shape.returns ? withLineFeeds(text) : text, dialect, file.path)) {
      const first = (batch[0]?.line ?? firstLine) < firstLine ? batch.findIndex(({ line }) => line >= firstLine) : 0;
      yield (first < 0 ? [] : batch.slice(first)).map(({ fields, line }): Row => {
        if (fields.length <= columns.length || fields.slice(columns.length).every((field) => field.trim() === ''))
          return { ok: true, fields, line };
        const reason = `it has more fields than the ${columns.length} columns`;
        return { ok: false, reason, text: fields.join(dialect.delimiter), line };
      });
    }
    return;
  }
  const texts =
    shape.kind === 'json-lines'
      ? readLines(file, progress)
      : jsonElements(textOf(file, progress), file.path, shape.depth);
  for await (const batch of texts)
    yield batch.filter(({ text }) => text.trim() !== '').map((entry) => jsonRow(entry, shape));
}

async function* withLineFeeds(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) yield piece.replaceAll('\r', '\n');
}

function jsonRow({ text, line }: { readonly text: string; readonly line: number }, shape: TableShape): Row {
  const record = recordOf(text, shape);
  return typeof record === 'string'
    ? { ok: false, reason: record, text, line }
    : { ok: true, fields: rowOf(record, shape.columns), line };
}
