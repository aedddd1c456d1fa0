// Loaded before a program (node --import): files are written as by a disk that is slow, in pieces with pauses between them, and every artifact
// that gets its name is noted in the file SLOW_DISK_LOG. For scripts/store-race.mjs.
import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const PIECES = 6;
const PAUSE_MS = 8;
const { appendFile, open, rename } = promises;

/** @type {typeof promises.writeFile} */
promises.writeFile = async (file, data, options) => {
  const path = String(file);
  const bytes = typeof data === 'string' ? Buffer.from(data) : ArrayBuffer.isView(data) ? data : null;
  if (bytes === null) throw new Error(`${path}: only texts and bytes are written slowly`);
  const whole = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const handle = await open(path, 'w', options && typeof options === 'object' ? (options.mode ?? 0o666) : 0o666);
  try {
    const piece = Math.ceil(whole.length / PIECES) || 1;
    for (let at = 0; at < whole.length; at += piece) {
      await handle.write(whole.subarray(at, at + piece));
      await after(PAUSE_MS);
    }
  } finally {
    await handle.close();
  }
};

/** @type {typeof promises.rename} */
promises.rename = async (from, to) => {
  await after(PAUSE_MS);
  await rename(from, to);
  const log = process.env.SLOW_DISK_LOG;
  const isArtifact = /^[0-9a-f]{64}$/.test(basename(String(to))) && basename(String(from)).startsWith('.writing-');
  if (log && isArtifact) await appendFile(log, `${basename(String(to))}\n`);
};
syncBuiltinESMExports();
