// The text at the beginning of a file, from its first bytes: unpacked where they are gzip, decoded leniently.
import { Gunzip } from 'fflate';
import { isGzip } from './gunzip';

export function headText(bytes: Uint8Array): string {
  return new TextDecoder().decode(isGzip(bytes) ? unpackedHead(bytes) : bytes);
}

function unpackedHead(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const gunzip = new Gunzip((part) => {
    parts.push(part);
    size += part.length;
  });
  try {
    gunzip.push(bytes, false);
  } catch {
    // Damaged: what came out so far is shown, and reading the file will say so.
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
