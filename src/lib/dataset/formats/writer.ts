// What every writer gives: files as paths and chunks, made while they are taken, so that a large data set is never held twice.
import type { SemanticVectors } from '../types';

export interface DataFile {
  readonly path: string;
  readonly chunks: Iterable<Uint8Array<ArrayBuffer>>;
}

/** A profile for the official files: what it says, and why. */
export interface ProfileText {
  readonly text: string | null;
  readonly reasoning: string;
}

/** What goes with a data set, by user and item. */
export interface DataExtras {
  readonly profiles?: { readonly users: readonly ProfileText[]; readonly items: readonly ProfileText[] };
  readonly vectors?: SemanticVectors;
}

const CHUNK_CHARACTERS = 1 << 16;
const encoder = new TextEncoder();

/** Lines as UTF-8, each with its end, in chunks of some tens of kilobytes. */
export function* textChunks(lines: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  let held: string[] = [];
  let characters = 0;
  for (const line of lines) {
    held.push(line, '\n');
    characters += line.length + 1;
    if (characters < CHUNK_CHARACTERS) continue;
    yield Uint8Array.from(encoder.encode(held.join('')));
    held = [];
    characters = 0;
  }
  if (held.length > 0) yield Uint8Array.from(encoder.encode(held.join('')));
}
