// The one input/output worker of this page: not there until something is read or written, started once, started anew after it died.
import { AppError } from '#lib/errors/app-error';
import type { IoClient, IoHandle } from '#lib/engine/io/client';
import { llmSettings } from './llm-settings.svelte';
import { WORKSPACE } from './workspace';

type IoLoader = () => Promise<IoClient>;

async function loadIo(): Promise<IoClient> {
  const { createIoClient } = await import('#lib/engine/io/client');
  const client = createIoClient({ workspace: WORKSPACE });
  const tell = (): void => client.setLlm(llmSettings.access);
  tell();
  llmSettings.onChange(tell);
  return client;
}

export class IoSession {
  #client: Promise<IoClient> | null = null;
  readonly #load: IoLoader;

  constructor(load: IoLoader = loadIo) {
    this.#load = load;
  }

  client(): Promise<IoClient> {
    this.#client ??= this.#load()
      .then((client) => this.#watched(client))
      .catch((error: unknown) => {
        this.#client = null;
        throw error;
      });
    return this.#client;
  }

  /** The client as given, but given up where an answer shows that its worker is gone: the next job starts a new one. */
  #watched(client: IoClient): IoClient {
    const watched = <Answer>(handle: IoHandle<Answer>): IoHandle<Answer> => {
      handle.finished.catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'internal/engine-crashed') this.#client = null;
      });
      return handle;
    };
    return {
      setLlm: (llm) => client.setLlm(llm),
      dispose: () => client.dispose(),
      ask: (request, control) => watched(client.ask(request, control)),
      explorable: (...asked) => watched(client.explorable(...asked)),
      openExplore: (...asked) => watched(client.openExplore(...asked)),
      selectExplore: (...asked) => watched(client.selectExplore(...asked)),
      findPairs: (...asked) => watched(client.findPairs(...asked))
    };
  }
}

export const ioSession = new IoSession();
