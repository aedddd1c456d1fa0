// Opens a measurement that somebody has sent: text in, a report of the form that is known here out, and a word for everything else.
import * as v from 'valibot';
import '#lib/errors/bench';
import { appError } from '#lib/errors/app-error';
import { MOST_REPORT, REPORT_FORMAT, REPORT_VERSION, ReportForm, type BenchReport } from './report-form';

/** @param file its name, for messages @throws AppError bench/not-a-report, bench/older-report, bench/newer-report */
export function readReport(text: string, file: string): BenchReport {
  const refuse = (reason: string, cause?: unknown) => appError('bench/not-a-report', { file, reason }, {}, cause);
  if (text.length > MOST_REPORT) throw refuse(`it is larger than ${MOST_REPORT / 1000} KB`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse('it is no JSON', error);
  }
  const field = (name: string): unknown =>
    typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  const version = field('version');
  // Files of the first version had no format's name.
  if (version === 1 && Array.isArray(field('measurements'))) throw appError('bench/older-report', { file });
  if (field('format') !== REPORT_FORMAT) throw refuse('it was written for something else');
  if (typeof version === 'number' && version > REPORT_VERSION) throw appError('bench/newer-report', { file });
  const read = v.safeParse(ReportForm, json);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const where = issue.path
    ?.map(({ key }) => String(key))
    .join('.')
    .slice(0, 80);
  throw refuse(where ? `what it says at "${where}" cannot be` : 'parts of it are missing');
}
