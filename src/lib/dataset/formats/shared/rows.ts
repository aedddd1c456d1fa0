// Rows of fields into raw data, whichever format says what the fields are. What a row lacks it is left out for or stays without, and either
// is counted.
import type { ReadingProgress } from '../../bytes/text';
import { timeIn, type TimeForm } from '../../detect/times';
import type { FileLog, InteractionInput, RawDataBuilder } from '../../raw/builder';

export type Fields = readonly string[];

export type Row =
  | { readonly ok: true; readonly fields: Fields; readonly line: number }
  | { readonly ok: false; readonly reason: string; readonly text: string; readonly line: number };

/** The rows of one file as they stream in. */
export interface FileRows {
  readonly batches: AsyncIterable<readonly Row[]>;
  readonly log: FileLog;
  readonly progress: ReadingProgress;
  /** Stands between fields where a row that was left out is shown. */
  readonly separator: string;
}

/** What of a row is which part of an interaction. Places are −1 for none. */
export interface InteractionFields {
  /** '' where a row names none. */
  ids(fields: Fields): readonly [user: string, item: string];
  /** Of the columns of ids, where a header may stand once more among the rows. */
  readonly names?: { readonly user: string; readonly item: string };
  readonly timeAt: number;
  /** null where there is no column of times. */
  readonly times: TimeForm | null;
  /** Whether a time that is not understood stands for none. */
  isNoTime(text: string): boolean;
  readonly reviewAt: number;
  /** The other parts; where it leaves the row out it says so to the log, and gives null. */
  others(
    fields: Fields,
    line: number,
    text: () => string,
    item: string
  ): Pick<InteractionInput, 'rating' | 'part'> | null;
}

type TakeRow = (fields: Fields, line: number, text: () => string) => void;

async function eachRow({ batches, log, progress, separator }: FileRows, take: TakeRow): Promise<void> {
  for await (const batch of batches) {
    for (const row of batch) {
      if (row.ok) take(row.fields, row.line, () => row.fields.join(separator));
      else log.skip(row.reason, row.line, row.text);
    }
    progress.rows += batch.length;
  }
}

export function takeInteractions(rows: FileRows, columns: InteractionFields, builder: RawDataBuilder): Promise<void> {
  const { log } = rows;
  const { names, timeAt, times, reviewAt } = columns;
  return eachRow(rows, (fields, line, text) => {
    const [user, item] = columns.ids(fields);
    // Files that were put together have a header where each began.
    if (names && user === names.user && item === names.item)
      return void log.repeated('it names the columns once more', line, text());
    if (user === '' || item === '') return void log.skip('it names no user or no item', line, text());
    const others = columns.others(fields, line, text, item);
    if (others === null) return;
    const timestamp = times === null ? undefined : timeIn(fields[timeAt], times);
    const written = fields[timeAt] ?? '';
    if (times !== null && timestamp === undefined && !columns.isNoTime(written))
      log.note('its time is not understood, and counts as unknown', line, written);
    const review = fields[reviewAt];
    builder.interaction({
      user,
      item,
      ...others,
      timestamp,
      review: review || undefined
    });
    log.took();
  });
}

/**
 * @param idOf a row's id; '' for none
 * @param take gives false where the id was described before
 */
export function takeNodes(
  rows: FileRows,
  idOf: (fields: Fields) => string,
  take: (id: string, fields: Fields) => boolean
): Promise<void> {
  const { log } = rows;
  return eachRow(rows, (fields, line, text) => {
    const id = idOf(fields);
    if (id === '') log.skip('it has no id', line, text());
    else if (take(id, fields)) log.took();
    else log.repeated('its id stands in the file before', line, text());
  });
}
