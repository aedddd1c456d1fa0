// Whom a cell asks, as its settings say: the reader's endpoint, or a model on this machine that is closed afterwards.
import { appError } from '#lib/errors/app-error';
import type { ModelFiles } from '#lib/local-models/types';
import type { AnswerStore } from '#lib/storage/types';
import { DEFAULT_LIMITS } from '../cost/limits';
import type { Work } from '#lib/work/work';
import type { CallLimits, LlmEnvironment } from '../types';
import type { Provider } from './settings';

export interface AskContext {
  /** Left out where no endpoint is set. */
  readonly llm?: LlmEnvironment;
  /** Left out where no local model may be loaded. */
  readonly models?: ModelFiles;
  /** Left out where nothing can be kept. */
  readonly answers?: AnswerStore;
}

/** Nothing is paid, and one machine answers one question at a time. */
const LOCAL_LIMITS: CallLimits = {
  ...DEFAULT_LIMITS,
  spendingCap: 0,
  concurrency: 1,
  requestsPerMinute: 0,
  tokensPerMinute: 0
};

/** @throws AppError llm/no-endpoint, models/none-here, and what `work` throws */
export async function asking<Result>(
  provider: Provider,
  { llm, models, answers }: AskContext,
  control: Work,
  work: (llm: LlmEnvironment) => Promise<Result>
): Promise<Result> {
  if (provider.kind === 'openai') {
    if (!llm) throw appError('llm/no-endpoint', {});
    return work(llm);
  }
  if (!models || !answers) throw appError('models/none-here', {});
  const { localClient } = await import('./client');
  const client = localClient(provider.chat, models, control);
  try {
    return await work({ endpoint: { baseUrl: '', key: '' }, client, limits: LOCAL_LIMITS, prices: {}, answers });
  } finally {
    await client.close();
  }
}
