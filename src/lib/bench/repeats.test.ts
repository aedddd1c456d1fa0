import { describe, expect, it } from 'vitest';
import { nextRepeats, repeatsFor } from './repeats';

describe('rounds that are long enough', () => {
  it('a round that takes long enough is taken', () => {
    expect(nextRepeats(3, 100, 100)).toBe(3);
  });

  it('grow by no more than sixteen times, since one short time is mostly start and end', () => {
    expect(nextRepeats(1, 0.01, 100)).toBe(16);
    expect(nextRepeats(100, 60, 100)).toBe(200);
  });

  it('are found for work of any length, with a clock that stands still for a while too', async () => {
    for (const msARun of [0.004, 1.7, 300]) {
      const { repeats, elapsedMs } = await repeatsFor(async (times) => Math.floor(times * msARun), 100);
      expect(elapsedMs).toBeGreaterThanOrEqual(100);
      expect(repeats * msARun).toBeLessThan(Math.max(400, 2 * msARun));
    }
  });
});
