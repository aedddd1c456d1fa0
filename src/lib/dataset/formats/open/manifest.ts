// The manifest of the open format: what the data is, where it came from, which files it has. See docs/open-format.md.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';

export const OPEN_FORMAT = 'rlmrec-open';
export const OPEN_FORMAT_VERSION = 1;
export const MANIFEST_FILE = 'manifest.json';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Manifest = v.object({
  format: v.literal(OPEN_FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  name: v.pipe(v.string(), v.nonEmpty()),
  title: v.string(),
  description: v.string(),
  /** True for generated data; shown wherever the data is shown. */
  synthetic: v.boolean(),
  source: v.string(),
  license: v.optional(v.string()),
  counts: v.object({ users: Count, items: Count, interactions: Count }),
  files: v.object({
    interactions: v.string(),
    items: v.optional(v.string()),
    users: v.optional(v.string())
  }),
  /** `column`: the interactions carry their part; `paper`: split 3:1:1 with this seed. */
  split: v.variant('method', [
    v.object({ method: v.literal('column') }),
    v.object({ method: v.literal('paper'), seed: v.pipe(v.number(), v.integer(), v.minValue(0)) })
  ]),
  /** How generated data was made: name of the generator and its parameters. */
  generator: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  /** ISO day on which a program wrote it. */
  written: v.optional(v.string())
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** @throws AppError dataset/bad-manifest, dataset/unknown-version */
export function parseManifest(text: string): Manifest {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw appError('dataset/bad-manifest', { reason: `it is not JSON (${reason})` }, { file: MANIFEST_FILE }, error);
  }
  const result = v.safeParse(Manifest, migrate(raw));
  if (!result.success) {
    const [issue] = result.issues;
    const reason = `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`;
    throw appError('dataset/bad-manifest', { reason }, { file: MANIFEST_FILE });
  }
  const { version } = result.output;
  if (version > OPEN_FORMAT_VERSION) {
    throw appError('dataset/unknown-version', { version, known: OPEN_FORMAT_VERSION }, { file: MANIFEST_FILE });
  }
  return result.output;
}

/** Manifests of older versions, brought to the current one; there is only version 1 so far. */
function migrate(raw: unknown): unknown {
  return raw;
}
