// What the parity check says of a folder that differs, is incomplete, or holds models that are not there.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#lib/errors/app-error';
import { describeLine, runParity, summarise, TOLERANCES, type ParityLine } from '../../src/cli/parity/run';
import { startForTest } from '../operators/backends';

beforeAll(() => startForTest('cpu'));

const fromDisk = async (file: string): Promise<unknown> => JSON.parse(await readFile(`test/golden/${file}`, 'utf8'));

/** The golden folder, reduced to `files`, with what `change` makes of them. */
function check(
  files: readonly string[],
  change: (file: string, value: unknown) => unknown = (_, value) => value
): Promise<readonly ParityLine[]> {
  const read = async (file: string): Promise<unknown> =>
    file === 'index.json' ? { files } : change(file, await fromDisk(file));
  return runParity(read, TOLERANCES.cpu, () => undefined);
}

const text = (value: unknown): string => JSON.stringify(value);

describe('the parity check', () => {
  it('fails where a recorded loss differs by one part in ten thousand', async () => {
    const lines = await check(['lightgcn.base.json'], (file, value): unknown =>
      file === 'lightgcn.base.json'
        ? JSON.parse(
            text(value).replace(/"bpr_loss":([0-9.]+)/, (_, loss: string) => `"bpr_loss":${Number(loss) * 1.0001}`)
          )
        : value
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
  });

  it('fails where a draw differs: one edge more dropped shows in the numbers', async () => {
    const lines = await check(['lightgcn.base.json'], (file, value): unknown => {
      if (file !== 'lightgcn.base.json') return value;
      const pattern = /("role":"edge_keep_mask".*?"dtype":"uint8","b64":")([^"]+)"/;
      const turned = (_: string, before: string, base64: string): string => {
        const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
        bytes[5] = 1 - (bytes[5] ?? 0);
        return `${before}${Buffer.from(bytes).toString('base64')}"`;
      };
      const changed = text(value).replace(pattern, turned);
      expect(changed).not.toBe(text(value));
      return JSON.parse(changed);
    });
    expect(lines[0]?.outcome).toBe('failed');
  });

  it('skips, by name, what has no implementation', async () => {
    const lines = await check(['ngcf.con.json', 'losses.json']);
    expect(lines.filter(({ outcome }) => outcome === 'skipped').map(describeLine)).toEqual([
      expect.stringContaining('ngcf.con')
    ]);
    expect(summarise(lines)).toBe('7 passed, 0 failed, 1 skipped');
  });

  it('counts a file that does not fit as failed, says what in it, and goes on', async () => {
    const lines = await check(['metrics.json', 'losses.json'], (file, value) =>
      file === 'metrics.json' ? { user_num: 'many' } : value
    );
    expect(lines[0]).toMatchObject({ name: 'metrics', outcome: 'failed', reason: expect.stringContaining('user_num') });
    expect(summarise(lines)).toBe('7 passed, 1 failed, 0 skipped');
  });

  it('says which file is missing where the folder is none', async () => {
    const missing = (): Promise<unknown> => Promise.reject(new Error('ENOENT'));
    const error: unknown = await runParity(missing, TOLERANCES.cpu, () => undefined).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'parity/unreadable', message: expect.stringContaining('index.json') });
  });
});
