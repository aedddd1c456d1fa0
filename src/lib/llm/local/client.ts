// A model on this machine in the place of a server: the same questions, one at a time. It is opened with the first one, so that answers which
// are stored need no weights.
import { AppError, appError, toAppError } from '#lib/errors/app-error';
import type { ModelFiles } from '#lib/local-models/types';
import type { CallOutcome, LlmClient } from '../types';
import { THIS_MACHINE } from '../cost/prices';
import { Turns } from '#lib/work/turns';
import type { Work } from '#lib/work/work';
import type { ChatModel } from './chat-model';
import type { LocalChat } from './settings';

export interface LocalClient extends LlmClient {
  close(): Promise<void>;
}

export function localClient(chat: LocalChat, files: ModelFiles, control: Work): LocalClient {
  let opened: Promise<ChatModel> | null = null;
  const turns = new Turns();
  const open = async (): Promise<ChatModel> => {
    const { openChatModel } = await import('./chat-model');
    return openChatModel(chat, files, control);
  };
  const fatal = (error: AppError) => ({ ok: false as const, failure: { kind: 'fatal' as const, error } });
  return {
    host: THIS_MACHINE,
    open: () => turns.take(async () => void (await (opened ??= open()))),
    chat: (request, _dialect, signal) =>
      turns.take(async () => {
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
      turns.take(async () => {
        const model = await opened?.catch(() => null);
        opened = null;
        await model?.close();
      })
  };
}
