// Reads a results file that comes from elsewhere: one that carries its notebook is both in one file. Nothing in it is trusted: each result
// is held against the form that its kind is shown in, and what does not fit is left out and named. Ids and digests are kept as they stand:
// whether a result is of today's settings is decided where it is shown. Pure.
import '#lib/errors/share';
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { MOST_CELLS, MOST_TEXT } from '../document/limits';
import { isCellKind } from '../kinds/registry';
import type { CellRecord, ResultsFile } from './results';
import { SHOWN_FORMS } from './shown-forms';

const VERSION = 1;

const Card = v.object({
  protocol: v.object({
    dataset: v.string(),
    splitHash: v.string(),
    splits: v.optional(v.array(v.object({ seed: v.number(), hash: v.string() }))),
    candidates: v.literal('all items'),
    masking: v.literal('train items masked; validation items not masked at test'),
    cutoffs: v.array(v.number()),
    metrics: v.array(v.string())
  }),
  treatment: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  environment: v.object({
    seeds: v.array(v.number()),
    backend: v.string(),
    adapter: v.string(),
    versions: v.record(v.string(), v.string()),
    seconds: v.number(),
    created: v.string(),
    machines: v.exactOptional(v.array(v.string()))
  })
});

/** Of a record all but the result, whose form its kind decides. */
const Envelope = v.object({
  name: v.string(),
  kind: v.string(),
  id: v.string(),
  digest: v.string(),
  seconds: v.number(),
  result: v.unknown(),
  card: v.exactOptional(Card),
  revisions: v.exactOptional(v.record(v.string(), v.pipe(v.number(), v.integer()))),
  elsewhere: v.exactOptional(v.array(v.string()))
});

const File = v.object({
  version: v.literal(VERSION),
  notebook: v.string(),
  text: v.exactOptional(v.pipe(v.string(), v.maxLength(MOST_TEXT))),
  backend: v.string(),
  adapter: v.string(),
  created: v.string(),
  cells: v.pipe(v.array(v.unknown()), v.maxLength(MOST_CELLS))
});

export interface ReadResults {
  readonly file: ResultsFile;
  /** Names, or places, of results that are of no form that is known here. */
  readonly leftOut: readonly string[];
}

/**
 * @param name of the file, for messages
 * @throws AppError share/no-notebook, share/newer
 */
export function readResults(json: unknown, name: string): ReadResults {
  const version: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'version') : undefined;
  if (typeof version === 'number' && version > VERSION)
    throw appError('share/newer', { what: 'file', version: String(version), known: VERSION });
  const parsed = v.safeParse(File, json);
  if (!parsed.success)
    throw appError('share/no-notebook', { file: name, reason: 'it is JSON, but not what a notebook is exported as' });
  const cells: CellRecord[] = [];
  const leftOut: string[] = [];
  for (const [at, each] of parsed.output.cells.entries()) {
    const record = recordOf(each);
    if (record) cells.push(record);
    else leftOut.push(nameOf(each) ?? `result ${at + 1}`);
  }
  return { file: { ...parsed.output, cells }, leftOut };
}

function recordOf(json: unknown): CellRecord | null {
  const envelope = v.safeParse(Envelope, json);
  if (!envelope.success || !isCellKind(envelope.output.kind)) return null;
  const { kind } = envelope.output;
  const result = v.safeParse(SHOWN_FORMS[kind], envelope.output.result);
  return result.success ? { ...envelope.output, kind, result: result.output } : null;
}

const nameOf = (json: unknown): string | null => {
  const name: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'name') : null;
  return typeof name === 'string' ? name : null;
};
