// Questions to a language model, answered once and for all: what is stored is not asked again, what is asked is stored the moment it
// arrives. An answer that cannot be used gets one try at repair; then it is kept with a mark, for the reader to see.
import type { AnswerStore } from '#lib/storage/types';
import type { Work } from '#lib/work/work';
import { mostCapable, type Dialect } from '../dialect';
import { refusalDetail, refusedBy, RefusalMarks, type Refused } from './refused';
import { callJob, type CallJob } from '../job';
import { addUsage, NO_USAGE } from '../cost/prices';
import { booked } from '../cost/purse';
import { ANSWER_VERSION, chatKey, readChatRecord, type AnswerProblem, type ChatRecord } from './record';
import { withoutThoughts } from './thinking';
import { roughTokens, tokenCounter, type TokenCounter } from '../cost/tokens';
import type { ChatAnswer, ChatMessage, ChatRequest, LlmEnvironment, Usage } from '../types';

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: AnswerProblem; readonly detail: string };

/** One question: what is asked, and how its answer is read. */
export interface Question<Value> {
  readonly request: ChatRequest;
  readonly promptVersion: string;
  /** How often the reader has asked for another answer to it. */
  readonly take?: number;
  /** Tokens that an answer has, about: for the estimate of its cost. */
  readonly expectedTokens: number;
  parse(text: string): Parsed<Value>;
}

export interface Answered<Value> {
  readonly key: string;
  /** null where no usable answer came. */
  readonly value: Value | null;
  readonly record: ChatRecord;
  /** It was stored before. */
  readonly reused: boolean;
}

/** Keys looked up at a time. */
const CHUNK = 500;

/**
 * Answers in the order of the questions; equal questions are asked once.
 * @param what is being asked for, for progress
 * @throws AppError llm/…, internal/cancelled; what was answered until then is stored
 */
export async function askAll<Value>(
  questions: readonly Question<Value>[],
  llm: LlmEnvironment,
  work: Work,
  what: string
): Promise<readonly Answered<Value>[]> {
  const keys = await keysOf(questions);
  const byKey = new Map(keys.flatMap((key, at) => (questions[at] ? [[key, questions[at]] as const] : [])));
  const records = await storedRecords([...byKey.keys()], llm.answers);
  // What was refused was not paid for.
  if (llm.askRefused) for (const [key, { calls }] of records) if (calls === 0) records.delete(key);
  const stored = new Set(records.keys());
  const missing = [...byKey].filter(([key]) => !records.has(key));
  if (missing.length > 0) {
    const takesSome = [...records.values()].some(({ calls }) => calls > 0);
    await askMissing(missing, llm, work, { what, takesSome }, async (kept) => {
      await llm.answers.put(kept.map(([key, json]) => ({ key, json })));
      for (const [key, record] of kept) records.set(key, record);
    });
  }
  return keys.flatMap((key, at) => {
    const [question, record] = [questions[at], records.get(key)];
    if (!question || !record) return [];
    return [{ ...readAs(question, record), key, reused: stored.has(key) }];
  });
}

const keysOf = (questions: readonly Question<unknown>[]): Promise<readonly string[]> =>
  Promise.all(questions.map(({ request, promptVersion, take }) => chatKey(request, promptVersion, take ?? 0)));

/** What is stored of these questions, in their order; null where it would have to be asked. Asks nothing. */
export async function storedAnswers<Value>(
  questions: readonly Question<Value>[],
  answers: AnswerStore
): Promise<readonly (Answered<Value> | null)[]> {
  const keys = await keysOf(questions);
  const records = await storedRecords([...new Set(keys)], answers);
  return questions.map((question, at) => {
    const key = keys[at] ?? '';
    const record = records.get(key);
    return record ? { ...readAs(question, record), key, reused: true } : null;
  });
}

/** An answer that could not be read when it came, and can be now, is an answer: it is paid for. */
function readAs<Value>(question: Question<Value>, record: ChatRecord): Pick<Answered<Value>, 'value' | 'record'> {
  const parsed = record.problem === null || record.problem === 'invalid' ? question.parse(record.text) : null;
  if (!parsed?.ok) return { value: null, record };
  return { value: parsed.value, record: record.problem === null ? record : { ...record, problem: null, detail: '' } };
}

async function storedRecords(keys: readonly string[], answers: AnswerStore): Promise<Map<string, ChatRecord>> {
  const found = new Map<string, ChatRecord>();
  for (let at = 0; at < keys.length; at += CHUNK) {
    const unusable: string[] = [];
    for (const answer of await answers.get(keys.slice(at, at + CHUNK))) {
      const record = answer && readChatRecord(answer.json);
      if (record) found.set(answer.key, record);
      else if (answer) unusable.push(answer.key);
    }
    await answers.setAside(unusable);
  }
  return found;
}

type Kept = readonly [key: string, record: ChatRecord];

async function askMissing<Value>(
  missing: readonly (readonly [key: string, question: Question<Value>])[],
  llm: LlmEnvironment,
  work: Work,
  { what, takesSome }: { readonly what: string; readonly takesSome: boolean },
  keep: (kept: readonly Kept[]) => Promise<void>
): Promise<void> {
  const model = missing[0]?.[1].request.model ?? '';
  const job = callJob({ model, what, total: missing.length }, llm, work);
  const asker = new Asker(job, await tokenCounter(model));
  const marks = new RefusalMarks<Kept>(job.client.host, takesSome, keep);
  let done = 0;
  job.report(done);
  await job.each(missing, async ([key, question]) => {
    const record = await asker.ask(question);
    if (record.calls === 0) await marks.refused([key, record], record.detail);
    else {
      await keep([[key, record]]);
      await marks.answered();
    }
    job.report((done += 1));
  });
  await marks.end();
}

/** One call that was answered, or refused for what it asks. */
interface Called {
  readonly answer: ChatAnswer | null;
  readonly refused: Refused | null;
  readonly usage: Usage | null;
  readonly estimate: Usage;
  readonly dollars: number | null;
}

class Asker {
  #dialect: Dialect = mostCapable;
  readonly #job: CallJob;
  readonly #counter: TokenCounter;

  constructor(job: CallJob, counter: TokenCounter) {
    this.#job = job;
    this.#counter = counter;
  }

  async ask<Value>(question: Question<Value>): Promise<ChatRecord> {
    const { request } = question;
    const first = await this.#call(request, question.expectedTokens);
    if (!first.answer) return this.#record(question, first, 0, first.refused);
    const problem = problemOf(first.answer, question);
    if (!problem) return this.#record(question, first, 1, null);
    const messages = [...request.messages, ...repair(first.answer.text, problem.detail)];
    const second = await this.#call({ ...request, messages }, question.expectedTokens);
    // What is wrong with the first answer is then all that is known.
    if (!second.answer) return this.#record(question, first, 1, problem);
    const both: Called = {
      answer: second.answer,
      refused: null,
      usage: first.usage && second.usage ? addUsage(first.usage, second.usage) : null,
      dollars: first.dollars === null || second.dollars === null ? null : first.dollars + second.dollars,
      estimate: addUsage(first.estimate, second.estimate)
    };
    return this.#record(question, both, 2, problemOf(second.answer, question));
  }

  #record<Value>(
    { request, promptVersion }: Question<Value>,
    { answer, refused, usage, estimate, dollars }: Called,
    calls: number,
    problem: Problem | Refused | null
  ): ChatRecord {
    const isRefused = problem !== null && 'why' in problem;
    return {
      version: ANSWER_VERSION,
      kind: 'chat',
      text: answer ? (answer.refusal ?? answer.text) : (refused?.said ?? ''),
      problem: isRefused ? 'refused' : (problem?.problem ?? null),
      detail: isRefused ? refusalDetail(problem) : (problem?.detail ?? ''),
      model: answer?.model ?? request.model,
      promptVersion,
      host: this.#job.client.host,
      temperature: request.temperature,
      seed: request.seed,
      calls,
      usage,
      estimate,
      estimatedDollars: this.#job.purse.cost(estimate),
      dollars,
      created: new Date().toISOString()
    };
  }

  async #call(request: ChatRequest, expectedTokens: number): Promise<Called> {
    const { client, queue, purse, requestSignal } = this.#job;
    const estimate = { inputTokens: this.#counter.chat(request.messages), outputTokens: expectedTokens };
    // What this one question goes without, beside what the server takes of none.
    let own: Partial<Dialect> = {};
    for (;;) {
      const dialect = this.#dialect;
      const asked: Dialect = { ...dialect, ...own };
      const hold = purse.reserve(estimate);
      try {
        const outcome = await queue.run(estimate.inputTokens + expectedTokens, async () =>
          booked(hold, await client.chat(request, asked, requestSignal))
        );
        if (outcome.ok) {
          const { answer } = outcome;
          return { answer, refused: null, usage: answer.usage, estimate, dollars: hold.settle(answer.usage) };
        }
        const { failure } = outcome;
        if (failure.kind === 'dialect') {
          // Others may have learned the same meanwhile, or more.
          if (this.#dialect === dialect) this.#dialect = withoutOwn(failure.dialect, dialect, own);
          continue;
        }
        const refused = refusedBy(failure);
        // Some count the room for the answer as part of the question: this one may fit without.
        if (refused.why === 'length' && request.maxTokens > 0 && asked.limit !== null) own = { ...own, limit: null };
        else if (refused.why === 'form' && asked.format !== 'text') own = { ...own, format: 'text' };
        else return { answer: null, refused, usage: NO_USAGE, estimate, dollars: purse.cost(NO_USAGE) };
      } finally {
        hold.release();
      }
    }
  }
}

/** What was learned of the server, with what one question went without put back. */
const withoutOwn = (learned: Dialect, before: Dialect, own: Partial<Dialect>): Dialect => ({
  ...learned,
  ...('limit' in own && { limit: before.limit }),
  ...('format' in own && { format: before.format })
});

interface Problem {
  readonly problem: AnswerProblem;
  readonly detail: string;
}

function problemOf<Value>(answer: ChatAnswer, question: Question<Value>): Problem | null {
  if (answer.refusal !== null) return { problem: 'refused', detail: 'the model refused' };
  if (answer.finish === 'filter') return { problem: 'refused', detail: 'the service held the answer back' };
  if (answer.text.trim() === '') return { problem: 'empty', detail: 'the answer is empty' };
  const parsed = question.parse(answer.text);
  if (parsed.ok) return null;
  if (answer.finish === 'length') {
    return { problem: 'cut-off', detail: `the answer breaks off after ${roughTokens(answer.text)} tokens or so` };
  }
  return parsed;
}

/** What is said to a model whose answer cannot be used. */
function repair(answer: string, detail: string): readonly ChatMessage[] {
  const { text } = withoutThoughts(answer);
  const before: readonly ChatMessage[] = text === '' ? [] : [{ role: 'assistant', content: text }];
  return [
    ...before,
    {
      role: 'user',
      content: `That answer cannot be used: ${detail}. Answer once more, with nothing but the JSON object that was asked for.`
    }
  ];
}
