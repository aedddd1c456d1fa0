// The database of a workspace: how it is opened, and one transaction of it that reads or writes. Its failures are errors that say what to
// do. Browser only.
import { openDB } from 'idb';
import { AppError, appError } from '#lib/errors/app-error';
import { databaseName } from './browser-storage';
import { reasonOf } from '../checked';
import { Connection, type Database } from './connection';
import { DATABASE_VERSION, upgradeDatabase, type WorkspaceSchema } from './migrations';

/** The database of a workspace, not yet opened. */
export const connectionTo = (workspace: string): Connection => new Connection((onClosed) => open(workspace, onClosed));

async function open(workspace: string, onClosed: () => void): Promise<Database> {
  // A tab that holds an old version answers `versionchange` by closing; `blocked` fires if one does not.
  let isBlocked = false;
  const opened = async (sayBlocked: () => void): Promise<Database> => {
    // Where a browser refuses storage, some throw as soon as it is named.
    if (!globalThis.indexedDB) throw new Error('this browser offers none here');
    const database = await openDB<WorkspaceSchema>(databaseName(workspace), DATABASE_VERSION, {
      upgrade: upgradeDatabase,
      blocked: () => {
        isBlocked = true;
        sayBlocked();
      },
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        onClosed();
      },
      terminated: onClosed
    });
    // Nobody waits for it any more.
    if (isBlocked) database.close();
    return database;
  };
  return new Promise((resolve, reject) => {
    opened(() => reject(appError('storage/blocked', {}))).then(resolve, (error: unknown) =>
      reject(
        error instanceof Error && error.name === 'VersionError'
          ? appError('storage/newer', {})
          : appError('storage/unavailable', { reason: reasonOf(error) }, {}, error)
      )
    );
  });
}

function writeError(error: unknown, what: string, bytes: number): AppError {
  if (error instanceof AppError) return error;
  // A private window ends a transaction that is too large for it without saying why.
  if (error instanceof Error && ['QuotaExceededError', 'AbortError'].includes(error.name)) {
    return appError('storage/quota', { bytes }, {}, error);
  }
  return appError('storage/write-failed', { what, reason: reasonOf(error) }, {}, error);
}

/** One transaction that only reads. @throws AppError storage/read-failed, … */
export function reading<Result>(
  connection: Connection,
  work: (database: Database) => Promise<Result>
): Promise<Result> {
  return connection.use(work).catch((error: unknown) => {
    throw error instanceof AppError ? error : appError('storage/read-failed', { reason: reasonOf(error) }, {}, error);
  });
}

/** One transaction that writes `bytes` of `what`. @throws AppError storage/quota, storage/write-failed, … */
export function writing<Result>(
  connection: Connection,
  what: string,
  bytes: number,
  work: (database: Database) => Promise<Result>
): Promise<Result> {
  return connection.use(work).catch((error: unknown) => {
    throw writeError(error, what, bytes);
  });
}
