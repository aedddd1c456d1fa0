// What is known of all stored runs, as one artifact: columns of numbers and a few long texts, so that ten thousand runs are read, and held
// against their seal, in a fraction of the time that as many objects would take. Light: the page of runs reads it by itself, before any
// worker is up. A copy, made of what lies under the runs' own ids (run-index.ts); it is never trusted to be of today.
import * as v from 'valibot';
import { toAppError } from '#lib/errors/app-error';
import { sha256Hex } from '#lib/storage/digest';
import { parseStored } from '#lib/storage/parse-stored';
import { plainArtifact } from '#lib/storage/plain-artifact';
import { readAs } from '#lib/storage/read-as';
import type { ArrayBlock, Artifact, ArtifactStore } from '#lib/storage/types';
import { contentOf, STORED_VERSION, type StoredForm } from '../kinds/stored-form';
import { RUN_INDEX_KIND } from './kind';
import { METRIC_KEYS } from './run-list';
import { ArmForm, type RunArm, type RunSummary } from './run-summary';

/** Raised with the form: a list of another one lies elsewhere and is not looked at. */
const FORM = 3;

/** What few runs are told apart by is written once. */
const Shared = v.object({
  arms: v.array(ArmForm),
  places: v.array(v.object({ backend: v.string(), adapter: v.string(), processor: v.nullable(v.string()) }))
});

/** Texts of a run: an array of bytes each, with a line for each run. */
const TEXTS = ['id', 'digest', 'created'] as const;

/** Numbers of a run beside its metrics. */
const NUMBERS = ['seed', 'epochs', 'bestEpoch', 'seconds', 'bytes'] as const;

export const runListForm: StoredForm<readonly RunSummary[]> = {
  kind: RUN_INDEX_KIND,
  version: STORED_VERSION,
  read({ json, arrays }) {
    const { arms, places } = parseStored(Shared, json);
    const [ids, digests, created] = TEXTS.map((name) => linesOf(arrays[name]));
    const count = ids?.length ?? 0;
    const column = columnsOf(arrays, count);
    const [arm, place] = ['arm', 'place'].map(column);
    const [seed, epochs, bestEpoch, seconds, bytes] = NUMBERS.map(column);
    const [r20, n20, r10, n10, r5, n5] = METRIC_KEYS.map(metricName).map(column);
    return Array.from({ length: count }, (_, at): RunSummary => {
      const [shared, where] = [arms[arm?.[at] ?? -1], places[place?.[at] ?? -1]];
      const [id, digest, made] = [ids?.[at], digests?.[at], created?.[at]];
      if (!shared || !where || !id || digest === undefined || made === undefined) throw new Error('a line is missing');
      return {
        id,
        digest,
        created: made,
        seconds: seconds?.[at] ?? 0,
        backend: where.backend,
        adapter: where.adapter,
        bytes: bytes?.[at] ?? 0,
        processor: where.processor,
        label: shared.label,
        alignment: shared.alignment,
        data: shared.data,
        splitHash: shared.splitHash,
        treatment: shared.treatment,
        seed: seed?.[at] ?? 0,
        epochs: epochs?.[at] ?? 0,
        bestEpoch: bestEpoch?.[at] ?? 0,
        test: {
          recall: { '5': r5?.[at] ?? 0, '10': r10?.[at] ?? 0, '20': r20?.[at] ?? 0 },
          ndcg: { '5': n5?.[at] ?? 0, '10': n10?.[at] ?? 0, '20': n20?.[at] ?? 0 }
        }
      };
    });
  }
};

const metricName = ({ metric, cutoff }: (typeof METRIC_KEYS)[number]): string => `${metric}@${cutoff}`;

function linesOf(bytes: ArrayBlock | undefined): readonly string[] {
  if (!(bytes instanceof Uint8Array)) throw new Error('a text is missing');
  return bytes.length === 0 ? [] : new TextDecoder().decode(bytes).split('\n');
}

/** Arrays by name, each of a finite number a run. */
function columnsOf(arrays: Readonly<Record<string, ArrayBlock>>, count: number): (name: string) => Float64Array {
  return (name) => {
    const values = arrays[name];
    if (!(values instanceof Float64Array) || values.length !== count) throw new Error(`${name} has no number a run`);
    if (!values.every(Number.isFinite)) throw new Error(`${name} has what is no number`);
    return values;
  };
}

/** Numbers of things that are equal as JSON, each once, in the order in which they come. */
function distinct<Value>(): { readonly all: readonly Value[]; readonly placeOf: (value: Value) => number } {
  const all: Value[] = [];
  const places = new Map<string, number>();
  return {
    all,
    placeOf(value) {
      const key = JSON.stringify(value);
      const place = places.get(key) ?? all.push(value) - 1;
      places.set(key, place);
      return place;
    }
  };
}

const encoder = new TextEncoder();
const listId = (): Promise<string> => sha256Hex(encoder.encode(`${RUN_INDEX_KIND} ${FORM}`));

async function listArtifact(runs: readonly RunSummary[]): Promise<Artifact> {
  const arms = distinct<RunArm>();
  const places = distinct<Pick<RunSummary, 'backend' | 'adapter' | 'processor'>>();
  const column = (of: (run: RunSummary) => number): Float64Array => Float64Array.from(runs, of);
  const arrays = {
    ...Object.fromEntries(TEXTS.map((name) => [name, encoder.encode(runs.map((run) => run[name]).join('\n'))])),
    arm: column(({ label, alignment, data, splitHash, treatment }) =>
      arms.placeOf({ label, alignment, data, splitHash, treatment })
    ),
    place: column(({ backend, adapter, processor }) => places.placeOf({ backend, adapter, processor })),
    ...Object.fromEntries(NUMBERS.map((name) => [name, column((run) => run[name])])),
    ...Object.fromEntries(
      METRIC_KEYS.map((key) => [metricName(key), column((run) => run.test[key.metric][key.cutoff])])
    )
  };
  const json = { arms: arms.all, places: places.all };
  const made = { kind: RUN_INDEX_KIND, version: STORED_VERSION, created: new Date().toISOString() };
  return plainArtifact({ id: await listId(), ...made }, json, arrays);
}

export interface KnownRuns {
  readonly runs: readonly RunSummary[];
  /** Of the list that they stand in. */
  readonly digest: string;
}

/** The list as it was last written; null where there is none, or none that can be read: it is made anew then. @throws AppError storage/… */
export async function knownRuns(store: Pick<ArtifactStore, 'get'>): Promise<KnownRuns | null> {
  const id = await listId();
  try {
    return await readAs(
      (check: (artifact: Artifact) => unknown) => store.get(id, check),
      (artifact) => {
        const runs = contentOf(runListForm, artifact);
        return runs && { runs, digest: artifact.meta.digest };
      }
    );
  } catch (error) {
    if (toAppError(error).code !== 'storage/damaged') throw error;
    return null;
  }
}

/**
 * Of two tabs that write at once one is not heard; what it read is read again. Where the list cannot be written (a full disk, a folder that is
 * only read), that costs the next one time and nothing else.
 */
export async function keepKnown(store: Pick<ArtifactStore, 'put'>, runs: readonly RunSummary[]): Promise<void> {
  try {
    await store.put(await listArtifact(runs));
  } catch (error) {
    if (!toAppError(error).code.startsWith('storage/')) throw error;
  }
}
