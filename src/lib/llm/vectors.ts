// Vectors of texts from an embedding service, in batches, paid for once: what is stored is not asked again, and every vector is stored
// the moment its batch arrives.
import { callJob } from './job';
import { ANSWER_VERSION, readVectorRecord, vectorKey, type VectorRecord } from './record';
import { roughTokens, tokenCounter } from './tokens';
import type { CallControl, LlmEnvironment, Usage } from './types';

export interface EmbeddedText {
  readonly vector: Float32Array;
  readonly record: VectorRecord;
  readonly reused: boolean;
}

/** Texts and tokens of one request at most; services allow more, but a lost batch is asked for as a whole. */
const BATCH_TEXTS = 64;
const BATCH_TOKENS = 30_000;
/** Keys looked up at a time. */
const CHUNK = 500;

/**
 * In the order of the texts; equal texts are asked for once.
 * @param what is being asked for, for progress
 * @throws AppError llm/…, internal/cancelled; what came until then is stored
 */
export async function embedAll(
  texts: readonly string[],
  { model, dimensions }: { readonly model: string; readonly dimensions: number },
  llm: LlmEnvironment,
  control: CallControl,
  what: string
): Promise<readonly EmbeddedText[]> {
  const keys = await Promise.all(texts.map((text) => vectorKey(model, dimensions, text)));
  const found = new Map<string, EmbeddedText>();
  const textOf = new Map(keys.map((key, at) => [key, texts[at] ?? ''] as const));
  const unique = [...textOf.keys()];
  for (let at = 0; at < unique.length; at += CHUNK) {
    for (const answer of await llm.answers.get(unique.slice(at, at + CHUNK))) {
      if (!answer?.vector) continue;
      found.set(answer.key, { vector: answer.vector, record: readVectorRecord(answer.json), reused: true });
    }
  }
  const missing = [...textOf].filter(([key]) => !found.has(key));
  if (missing.length > 0) {
    const job = callJob(model, llm, control);
    const counter = await tokenCounter(model);
    let done = 0;
    const report = (): void => {
      const { dollars } = job.purse.spending;
      const spent = dollars === null || dollars === 0 ? '' : ` · $${dollars.toFixed(4)} spent`;
      control.onProgress?.({ done, total: missing.length, what: `${what}${spent}` });
    };
    report();
    await job.each(batchesOf(missing), async (batch) => {
      const estimates = batch.map(([, text]) => counter.text(text));
      const tokens = estimates.reduce((sum, count) => sum + count, 0);
      const hold = job.purse.reserve({ inputTokens: tokens, outputTokens: 0 });
      try {
        const request = { model, dimensions, texts: batch.map(([, text]) => text) };
        const { answer } = await job.queue.run(tokens, () => job.client.embed(request, job.requestSignal));
        if (!answer) return;
        hold.settle(answer.usage);
        const shares = sharesOf(answer.usage, estimates);
        const created = new Date().toISOString();
        const entries = batch.flatMap(([key], at) => {
          const vector = answer.vectors[at];
          if (!vector) return [];
          const estimate = { inputTokens: estimates[at] ?? 0, outputTokens: 0 };
          const usage = shares[at] ?? null;
          const record: VectorRecord = {
            version: ANSWER_VERSION,
            kind: 'vector',
            model: answer.model,
            host: job.client.host,
            usage,
            estimate,
            estimatedDollars: job.purse.cost(estimate),
            dollars: job.purse.cost(usage ?? estimate),
            created
          };
          return [{ key, vector, record }];
        });
        await llm.answers.put(entries.map(({ key, vector, record }) => ({ key, json: record, vector })));
        for (const { key, vector, record } of entries) found.set(key, { vector, record, reused: false });
        done += entries.length;
        report();
      } finally {
        hold.release();
      }
    });
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}

function batchesOf(missing: readonly (readonly [key: string, text: string])[]) {
  const batches: (readonly [key: string, text: string])[][] = [];
  let batch: (readonly [key: string, text: string])[] = [];
  let tokens = 0;
  for (const entry of missing) {
    const size = roughTokens(entry[1]);
    if (batch.length >= BATCH_TEXTS || (batch.length > 0 && tokens + size > BATCH_TOKENS)) {
      batches.push(batch);
      batch = [];
      tokens = 0;
    }
    batch.push(entry);
    tokens += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** A batch's tokens by text, in proportion to the estimates; whole numbers whose sum is that of the batch. */
export function sharesOf(usage: Usage | null, estimates: readonly number[]): readonly (Usage | null)[] {
  if (!usage) return estimates.map(() => null);
  const total = estimates.reduce((sum, count) => sum + count, 0);
  let before = 0;
  let given = 0;
  return estimates.map((count, at) => {
    before += count;
    const isLast = at === estimates.length - 1;
    const until = isLast || total === 0 ? usage.inputTokens : Math.round((usage.inputTokens * before) / total);
    const share = { inputTokens: until - given, outputTokens: 0 };
    given = until;
    return share;
  });
}
