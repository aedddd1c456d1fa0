// Writes a data set as files for elsewhere: it asks the worker for them as one zip and hands that to the browser's downloads.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { IoJobs } from '#lib/engine/io/protocol';
import { saveFile } from '../charts/save-file';
import type { IoClient } from '#lib/engine/io/client';

/** @returns what went wrong */
export async function writeData(
  io: { client(): Promise<Pick<IoClient, 'ask'>> },
  ask: IoJobs['write']['ask']
): Promise<SerializedError | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const client = await io.client();
    await client.ask({ job: 'write', ...ask }, { onBytes: (bytes) => void chunks.push(bytes) }).finished;
    saveFile(`${ask.dataset}-${ask.format}.zip`, new Blob(chunks, { type: 'application/zip' }));
    return null;
  } catch (error) {
    return toAppError(error).toJSON();
  }
}
