// A model on this machine in the place of a server: the same questions, one at a time. It is opened with the first one, so that answers which
// are stored need no weights.
import { AppError, appError, toAppError } from '#lib/errors/app-error';
import type { ModelFiles } from '#lib/local-models/types';
import type { CallOutcome, LlmClient } from '../types';
import { THIS_MACHINE } from '../cost/prices';
import type { Work } from '#lib/work/work';
import type { ChatModel } from './chat-model';
import type { LocalChat } from './settings';

export interface LocalClient extends LlmClient {
  close(): Promise<void>;
}

export function localClient(chat: LocalChat, files: ModelFiles, control: Work): LocalClient {
  let opened: Promise<ChatModel> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const open = async (): Promise<ChatModel> => {
    const { openChatModel } = await import('./chat-model');
    return openChatModel(chat, files, control);
  };
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  const fatal = (error: AppError) => ({ ok: false as const, failure: { kind: 'fatal' as const, error } });
  return {
    host: THIS_MACHINE,
    open: () => inTurn(async () => void (await (opened ??= open()))),
    chat: (request, _dialect, signal) =>
      inTurn(async () => {
        try {
          const model = await (opened ??= open());
          return { ok: true as const, answer: await model.answer(request, signal) };
        } catch (error) {
          return fatal(error instanceof AppError ? error : toAppError(error));
        }
      }),
    embed: async (): Promise<CallOutcome<never>> => fatal(appError('llm/no-endpoint', {})),
    models: async () => ({ ok: true, answer: [] }),
    close: () =>
      inTurn(async () => {
        const model = await opened?.catch(() => null);
        opened = null;
        await model?.close();
      })
  };
}
