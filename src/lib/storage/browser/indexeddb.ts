// A workspace in IndexedDB: artifacts, documents and answers in one database.
import { connectionTo } from './database';
import { answersIn } from './indexeddb-answers';
import { artifactsIn } from './indexeddb-artifacts';
import { documentsIn } from './indexeddb-documents';
import type { AnswerStore, ArtifactStore, DocumentStore } from '../types';

export interface Workspace {
  readonly artifacts: ArtifactStore;
  readonly documents: DocumentStore;
  readonly answers: AnswerStore;
  close(): void;
}

/**
 * Opens a workspace. Where its database is closed later from outside, the next use opens it again; what could not be written meanwhile is
 * kept in memory (unwritten.ts).
 * @throws AppError storage/unavailable, storage/blocked, storage/newer; so does every use that has to open it again
 */
export async function openWorkspace(workspace: string): Promise<Workspace> {
  const connection = connectionTo(workspace);
  await connection.use(() => Promise.resolve());
  return {
    artifacts: artifactsIn(connection),
    documents: documentsIn(connection),
    answers: answersIn(connection),
    close: () => connection.close()
  };
}
