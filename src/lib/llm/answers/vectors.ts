// Vectors of texts from an embedding service, in batches, paid for once: what is stored is not asked again, and every vector is stored
// the moment its batch arrives. A server that takes fewer texts at a time gets fewer; a text that it refuses is kept with a mark.
import { mostCapable, type Dialect } from '../dialect';
import { callJob, type CallJob } from '../job';
import { NO_USAGE } from '../cost/prices';
import { booked } from '../cost/purse';
import type { HandedBack } from '../queue';
import { ANSWER_VERSION, readVectorRecord, vectorKey, type VectorRecord } from './record';
import { refusalDetail, refusedBy, RefusalMarks } from './refused';
import { roughTokens, tokenCounter, type TokenCounter } from '../cost/tokens';
import type { AnswerStore } from '#lib/storage/types';
import type { Work } from '#lib/work/work';
import type { EmbeddingAnswer, LlmEnvironment, Usage } from '../types';

export interface EmbeddedText {
  /** null where the server refuses the text: the record says why. */
  readonly vector: Float32Array | null;
  readonly record: VectorRecord;
  readonly reused: boolean;
}

/** Texts and tokens of one request at most; services allow more, but a lost batch is asked for as a whole. */
const BATCH_TEXTS = 64;
const BATCH_TOKENS = 30_000;
/** Keys looked up at a time. */
const CHUNK = 500;

/** Texts that a server takes at a time, by its address and model, as far as it has said so since this page or process began. */
const batchLimits = new Map<string, number>();

interface EmbeddingModel {
  readonly model: string;
  readonly dimensions: number;
}

type Missing = readonly [key: string, text: string];

/**
 * In the order of the texts; equal texts are asked for once.
 * @param what is being asked for, for progress
 * @throws AppError llm/…, internal/cancelled; what came until then is stored
 */
export async function embedAll(
  texts: readonly string[],
  wanted: EmbeddingModel,
  llm: LlmEnvironment,
  work: Work,
  what: string
): Promise<readonly EmbeddedText[]> {
  const { model, dimensions } = wanted;
  const keys = await Promise.all(texts.map((text) => vectorKey(model, dimensions, text)));
  const textOf = new Map(keys.map((key, at) => [key, texts[at] ?? ''] as const));
  const found = await storedVectors([...textOf.keys()], llm);
  const missing = [...textOf].filter(([key]) => !found.has(key));
  if (missing.length > 0) {
    const job = callJob({ model, what, total: missing.length }, llm, work);
    let done = 0;
    job.report(done);
    const takesSome = [...found.values()].some(({ vector }) => vector !== null);
    const embedder = new Embedder(job, wanted, llm, await tokenCounter(model), takesSome, (entries) => {
      for (const { key, vector, record } of entries) found.set(key, { vector, record, reused: false });
      job.report((done += entries.length));
    });
    await job.each(batchesOf(missing, embedder.most), (batch) => embedder.embed(batch));
    await embedder.end();
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}

async function storedVectors(
  keys: readonly string[],
  { answers, askRefused }: Pick<LlmEnvironment, 'answers' | 'askRefused'>
): Promise<Map<string, EmbeddedText>> {
  const found = new Map<string, EmbeddedText>();
  for (let at = 0; at < keys.length; at += CHUNK) {
    const unusable: string[] = [];
    for (const answer of await answers.get(keys.slice(at, at + CHUNK))) {
      if (!answer) continue;
      const record = readVectorRecord(answer.json);
      const vector = answer.vector ?? null;
      if (record === null || vector?.every(Number.isFinite) === false) {
        unusable.push(answer.key);
        continue;
      }
      const isMark = record.problem !== undefined && !askRefused;
      if (vector || isMark) found.set(answer.key, { vector, record, reused: true });
    }
    await answers.setAside(unusable);
  }
  return found;
}

interface Entry {
  readonly key: string;
  readonly vector: Float32Array | null;
  readonly record: VectorRecord;
}

class Embedder {
  #dialect: Dialect = mostCapable;
  readonly #server: string;
  readonly #marks: RefusalMarks<Entry>;
  readonly #job: CallJob;
  readonly #wanted: EmbeddingModel;
  readonly #llm: { readonly answers: AnswerStore; readonly endpoint: { readonly baseUrl: string } };
  readonly #counter: TokenCounter;
  readonly #onStored: (entries: readonly Entry[]) => void;

  constructor(
    job: CallJob,
    wanted: EmbeddingModel,
    llm: { readonly answers: AnswerStore; readonly endpoint: { readonly baseUrl: string } },
    counter: TokenCounter,
    takesSome: boolean,
    onStored: (entries: readonly Entry[]) => void
  ) {
    this.#job = job;
    this.#wanted = wanted;
    this.#llm = llm;
    this.#counter = counter;
    this.#onStored = onStored;
    this.#server = `${llm.endpoint.baseUrl} ${wanted.model}`;
    this.#marks = new RefusalMarks(job.client.host, takesSome, (entries) => this.#store(entries));
  }

  /** Texts that the server takes at a time, as far as is known. */
  get most(): number {
    return batchLimits.get(this.#server) ?? BATCH_TEXTS;
  }

  /** Asks for a batch, in parts where the server has said meanwhile that it takes fewer, and stores what comes. */
  async embed(batch: readonly Missing[]): Promise<void> {
    if (batch.length > this.most) return this.#inParts(batch, this.most);
    const [job, wanted] = [this.#job, this.#wanted];
    const estimates = batch.map(([, text]) => this.#counter.text(text));
    const tokens = estimates.reduce((sum, count) => sum + count, 0);
    const dialect = this.#dialect;
    const hold = job.purse.reserve({ inputTokens: tokens, outputTokens: 0 });
    try {
      const request = { ...wanted, texts: batch.map(([, text]) => text) };
      const outcome = await job.queue.run(tokens, async () =>
        booked(hold, await job.client.embed(request, dialect, job.requestSignal))
      );
      if (outcome.ok) {
        hold.settle(outcome.answer.usage);
        await this.#store(this.#entries(batch, outcome.answer, estimates));
        return await this.#marks.answered();
      }
      hold.release();
      await this.#again(batch, outcome.failure, dialect);
    } finally {
      hold.release();
    }
  }

  async #again(batch: readonly Missing[], failure: HandedBack, dialect: Dialect): Promise<void> {
    if (failure.kind === 'dialect') {
      if (this.#dialect === dialect) this.#dialect = failure.dialect;
      return this.embed(batch);
    }
    const [only] = batch;
    if (batch.length === 1 && only) {
      const mark = this.#mark(only, failure);
      return this.#marks.refused(mark, mark.record.detail ?? '');
    }
    if (failure.kind === 'batch') batchLimits.set(this.#server, Math.min(this.most, failure.most));
    // One text of it may be what is refused; the others are not to suffer for it.
    return this.#inParts(batch, Math.min(this.most, Math.ceil(batch.length / 2)));
  }

  /** Nothing is left to embed. */
  end(): Promise<void> {
    return this.#marks.end();
  }

  async #inParts(batch: readonly Missing[], size: number): Promise<void> {
    for (let at = 0; at < batch.length; at += size) await this.embed(batch.slice(at, at + size));
  }

  async #store(entries: readonly Entry[]): Promise<void> {
    await this.#llm.answers.put(
      entries.map(({ key, vector, record }) => ({ key, json: record, ...(vector && { vector }) }))
    );
    this.#onStored(entries);
  }

  #entries(batch: readonly Missing[], answer: EmbeddingAnswer, estimates: readonly number[]): readonly Entry[] {
    const shares = sharesOf(answer.usage, estimates);
    return batch.flatMap(([key], at) => {
      const vector = answer.vectors[at];
      if (!vector) return [];
      const estimate = { inputTokens: estimates[at] ?? 0, outputTokens: 0 };
      const usage = shares[at] ?? null;
      const dollars = this.#job.purse.cost(usage ?? estimate);
      return [{ key, vector, record: { ...this.#record(answer.model, estimate), usage, dollars } }];
    });
  }

  /** What is kept of a text that the server refuses. */
  #mark([key, text]: Missing, failure: HandedBack): Entry {
    const estimate = { inputTokens: this.#counter.text(text), outputTokens: 0 };
    const detail = refusalDetail(refusedBy(failure));
    const free = { usage: NO_USAGE, dollars: this.#job.purse.cost(NO_USAGE) };
    return {
      key,
      vector: null,
      record: { ...this.#record(this.#wanted.model, estimate), ...free, problem: 'refused', detail }
    };
  }

  #record(model: string, estimate: Usage): Omit<VectorRecord, 'usage' | 'dollars'> {
    return {
      version: ANSWER_VERSION,
      kind: 'vector',
      model,
      host: this.#job.client.host,
      estimate,
      estimatedDollars: this.#job.purse.cost(estimate),
      created: new Date().toISOString()
    };
  }
}

function batchesOf(missing: readonly Missing[], most: number): readonly (readonly Missing[])[] {
  const batches: Missing[][] = [];
  let batch: Missing[] = [];
  let tokens = 0;
  for (const entry of missing) {
    const size = roughTokens(entry[1]);
    if (batch.length >= most || (batch.length > 0 && tokens + size > BATCH_TOKENS)) {
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
