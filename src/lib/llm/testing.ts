// For tests: a clock that is moved by those who wait, and an environment for a server on this machine.
import { memoryAnswers } from '#lib/storage/memory';
import { askAll, type Answered, type Question } from './answers/answers';
import { jsonObjectIn } from './answers/json-object';
import { DEFAULT_LIMITS } from './cost/limits';
import type { CallLimits, Clock, LlmEnvironment } from './types';

/** Time passes only while somebody waits: the one who waits for the shortest time goes first. */
export class FakeClock implements Clock {
  #now = 0;
  #waiting: { readonly until: number; readonly end: () => void }[] = [];
  #isScheduled = false;

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      this.#waiting.push({ until: this.#now + milliseconds, end: resolve });
      this.#schedule();
    });
  }

  /** Moves on once everything that can happen now has happened. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => {
      this.#isScheduled = false;
      this.#waiting.sort((a, b) => a.until - b.until);
      const next = this.#waiting.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.until);
      next.end();
      if (this.#waiting.length > 0) this.#schedule();
    }, 0);
  }
}

export function testEnvironment(
  baseUrl: string,
  limits: Partial<CallLimits> = {},
  others: Partial<LlmEnvironment> = {}
): LlmEnvironment {
  return {
    endpoint: { baseUrl, key: 'sk-test-key-for-tests-only' },
    limits: { ...DEFAULT_LIMITS, spendingCap: 0, firstWait: 0.001, timeout: 5, ...limits },
    prices: { 'made-up': { input: 1, output: 2 } },
    answers: memoryAnswers(),
    ...others
  };
}

export const QUESTIONS = ['Amber', 'Dust & Iron', 'Ink'];

/** In everything that a request can hold; an answer is a summarization that begins as the test server's do. */
export const threeQuestions = () =>
  QUESTIONS.map((content) => ({
    request: {
      model: 'made-up',
      messages: [
        { role: 'system', content: 'Answer as JSON.' },
        { role: 'user', content }
      ],
      answer: {
        name: 'answer',
        schema: {
          type: 'object',
          properties: { summarization: { type: 'string' }, reasoning: { type: 'string' } },
          required: ['summarization', 'reasoning'],
          additionalProperties: false
        }
      },
      temperature: 0,
      seed: 1,
      maxTokens: 200
    },
    promptVersion: 'test 1',
    expectedTokens: 30,
    parse: (text) => {
      const said = jsonObjectIn(text, 'summarization')?.summarization;
      return typeof said === 'string' && said.startsWith('Likes')
        ? { ok: true, value: said }
        : { ok: false, problem: 'invalid', detail: 'it is not the object' };
    }
  })) satisfies readonly Question<string>[];

export const askThree = (llm: LlmEnvironment): Promise<readonly Answered<string>[]> =>
  askAll<string>(threeQuestions(), llm, {}, 'Questions');
