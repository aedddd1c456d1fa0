// Loading the encoder's files: whole and right, or a clear word and nothing kept.
import { describe, expect, it } from 'vitest';
import { DOWNLOAD_BYTES, readEncoderFiles, type EncoderFile, type EncoderFiles } from './files';
import { USE } from './settings';
import { encoderFiles } from './testing';

/** Files as they are, but for one; with a store that remembers what was put into it. */
function site(changed: Partial<Record<EncoderFile, (bytes: Uint8Array) => Uint8Array>> = {}) {
  const asked: string[] = [];
  const kept = new Map<EncoderFile, Uint8Array>();
  const files: EncoderFiles = {
    read: async (name, signal, onBytes) => {
      asked.push(name);
      const bytes = await encoderFiles.read(name, signal, onBytes);
      return changed[name]?.(bytes) ?? bytes;
    },
    kept: {
      get: (name) => Promise.resolve(kept.get(name) ?? null),
      put: (name, bytes) => Promise.resolve(void kept.set(name, bytes))
    }
  };
  return { files, asked, kept };
}

describe('the files of the encoder', () => {
  it('are as large as is said before they are loaded', () => {
    expect(USE.loads).toBe(`${Math.round(DOWNLOAD_BYTES / 1e6)} MB`);
  });
  it('are asked for once: then the kept copies are taken', async () => {
    const { files, asked, kept } = site();
    await readEncoderFiles(files, {});
    expect([asked.length, kept.size]).toEqual([9, 9]);
    for (const [name, bytes] of await readEncoderFiles(files, {})) expect(bytes).toBe(kept.get(name));
    expect(asked).toHaveLength(9);
  });
  it('are fetched anew where the kept copy is damaged', async () => {
    const { files, asked, kept } = site();
    await readEncoderFiles(files, {});
    kept.set('vocab.json', new Uint8Array(218327));
    await readEncoderFiles(files, {});
    expect(asked.slice(9)).toEqual(['vocab.json']);
    expect(kept.get('vocab.json')?.[0]).not.toBe(0);
  });
  it.each([
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, 1000), 'it has 1000 bytes and not 247026'],
    ['another one', (bytes: Uint8Array) => bytes.map(() => 7), 'its bytes are not those that were published']
  ])('are refused where one is %s, and none is kept', async (_, change, reason) => {
    const { files, kept } = site({ 'model.json': change });
    await expect(readEncoderFiles(files, {})).rejects.toMatchObject({
      code: 'embeddings/weights-damaged',
      message: expect.stringContaining(`model.json, ${reason}`)
    });
    expect(kept.size).toBe(0);
  });
  it('are used where they cannot be kept', async () => {
    const { files } = site();
    const full = {
      get: () => Promise.reject(new Error('no store')),
      put: () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    };
    expect((await readEncoderFiles({ ...files, kept: full }, {})).size).toBe(9);
  });
  it('say how many MB have come of all, and none is kept where the job is cancelled', async () => {
    const { files, kept } = site();
    const stop = new AbortController();
    const seen: (string | undefined)[] = [];
    const job = {
      signal: stop.signal,
      report: ({ done, total, unit }: { done: number; total: number; unit?: string }) => {
        seen.push(`${done} of ${total} ${unit}`);
        if (done > 8) stop.abort();
      }
    };
    await expect(readEncoderFiles(files, job)).rejects.toMatchObject({ code: 'internal/cancelled' });
    expect([seen[0], seen[1]]).toEqual(['0 of 28.4 MB', '4.2 of 28.4 MB']);
    expect(kept.size).toBe(0);
  });
});
