// The one worker of its kind on a page: not there until something is asked, started once, shared, and started anew after it died.
import type { AppError } from '#lib/errors/app-error';

interface Client {
  readonly gone: Promise<AppError>;
  dispose(): void;
}

export class WorkerHost<Hosted extends Client> {
  #client: Promise<Hosted> | null = null;
  readonly #load: () => Promise<Hosted>;

  /** @param load starts the worker; a start that failed is tried again when something is next asked */
  constructor(load: () => Promise<Hosted>) {
    this.#load = load;
  }

  client(): Promise<Hosted> {
    this.#client ??= this.#start();
    return this.#client;
  }

  /** The worker that is on, if any, ends; the next question starts another. */
  giveUp(): void {
    const old = this.#client;
    this.#client = null;
    // A start that failed has said so to whoever asked.
    old?.then((client) => client.dispose()).catch(() => undefined);
  }

  #start(): Promise<Hosted> {
    const started: Promise<Hosted> = this.#load().then(
      (client) => {
        void client.gone.then(() => this.#forget(started));
        return client;
      },
      (error: unknown) => {
        this.#forget(started);
        throw error;
      }
    );
    return started;
  }

  #forget(client: Promise<Hosted>): void {
    if (this.#client === client) this.#client = null;
  }
}
