// The connection to a workspace's database, opened anew where it was closed from outside: by the browser when the disk was full or the
// files went away, by another page that deletes the database or brings a newer one. Browser only.
import type { IDBPDatabase } from 'idb';
import type { WorkspaceSchema } from './migrations';

export type Database = IDBPDatabase<WorkspaceSchema>;

/** Opens the database; calls `onClosed` when it is closed from outside. */
export type Connect = (onClosed: () => void) => Promise<Database>;

export class Connection {
  #opening: Promise<Database> | null = null;
  #isOver = false;
  readonly #connect: Connect;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /**
   * Does one transaction's work. Where the connection turns out to be closed, nothing of it was done: it is done again on a new one.
   * @throws AppError storage/unavailable, storage/blocked, storage/newer where it cannot be opened again; what the work throws
   */
  async use<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    const opening = this.#database();
    const database = await opening;
    try {
      return await work(database);
    } catch (error) {
      const wasClosed = this.#opening !== opening || isOfClosed(error);
      if (!wasClosed || this.#isOver) throw error;
      if (this.#opening === opening) this.#opening = null;
    }
    return work(await this.#database());
  }

  /** For good. */
  close(): void {
    this.#isOver = true;
    const close = (database: Database): void => database.close();
    void this.#opening?.then(close, () => undefined);
  }

  #database(): Promise<Database> {
    if (this.#opening) return this.#opening;
    const opening = this.#connect(() => {
      if (this.#opening === opening && !this.#isOver) this.#opening = null;
    });
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }
}

/** What browsers say where a transaction is asked of a closed connection. */
const isOfClosed = (error: unknown): boolean => error instanceof Error && error.name === 'InvalidStateError';
