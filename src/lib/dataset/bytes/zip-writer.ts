// A zip of files that are made while it is written. The same files give the same bytes: no clock goes in.
import { Zip, ZipDeflate } from 'fflate';
import type { DataFile } from '../formats/writer';

/** Zip knows no time before 1980. */
const NO_TIME = new Date(1980, 0, 1);

/** The archive's bytes, in chunks. */
export function* zipOf(files: Iterable<DataFile>): Generator<Uint8Array<ArrayBuffer>> {
  let ready: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(Uint8Array.from(bytes));
  });
  const take = function* (): Generator<Uint8Array<ArrayBuffer>> {
    const made = ready;
    ready = [];
    yield* made;
  };
  for (const { path, chunks } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = NO_TIME;
    zip.add(entry);
    for (const chunk of chunks) {
      entry.push(chunk);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
