// Writes a data set as files for elsewhere: it asks the worker for them as one zip and hands that to the browser's downloads.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { IoJobs } from '#lib/engine/io/protocol';
import { saveFile } from '../charts/save-file';
import type { IoSession } from '../io-session';

export { ioSession } from '../io-session';

/** @returns what went wrong */
export async function writeData(io: IoSession, ask: IoJobs['write']['ask']): Promise<SerializedError | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const client = await io.client();
    await client.ask({ job: 'write', ...ask }, { onChunk: (bytes) => void chunks.push(bytes) }).finished;
    saveFile(`${ask.dataset}-${ask.format}.zip`, new Blob(chunks, { type: 'application/zip' }));
    return null;
  } catch (error) {
    return toAppError(error).toJSON();
  }
}
