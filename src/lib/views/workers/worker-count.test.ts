import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseWorkers, watchWorkers, workersFor } from './worker-count';

const quiet = { cores: 8, isHidden: false, isOnBattery: false };

test('as many workers as there are cores less one, half of them while the page is hidden or on battery', () => {
  expect(workersFor(null, quiet)).toBe(7);
  expect(workersFor(null, { ...quiet, isHidden: true })).toBe(3);
  expect(workersFor(null, { ...quiet, isOnBattery: true })).toBe(3);
  expect(workersFor(null, { ...quiet, cores: 2, isHidden: true })).toBe(0);
});

test('a tab with one core has none, whatever was chosen on another day', () => {
  expect(workersFor(null, { ...quiet, cores: 1 })).toBe(0);
  expect(workersFor(4, { ...quiet, cores: 1 })).toBe(0);
});

test('a choice holds as it is, also while the page is hidden, up to what there is', () => {
  expect(workersFor(0, quiet)).toBe(0);
  expect(workersFor(5, { ...quiet, isHidden: true, isOnBattery: true })).toBe(5);
  expect(workersFor(64, quiet)).toBe(7);
});

describe('the number is told anew', () => {
  class Page extends EventTarget {
    hidden = false;
    turn(hidden: boolean): void {
      this.hidden = hidden;
      this.dispatchEvent(new Event('visibilitychange'));
    }
  }
  class Battery extends EventTarget {
    charging = true;
    turn(charging: boolean): void {
      this.charging = charging;
      this.dispatchEvent(new Event('chargingchange'));
    }
  }

  /** A page on a machine of nine cores, and what is told there. */
  async function watched(getBattery?: () => Promise<unknown>) {
    const [page, kept] = [new Page(), new Map<string, string>()];
    vi.stubGlobal('document', page);
    vi.stubGlobal('navigator', { hardwareConcurrency: 9, ...(getBattery && { getBattery }) });
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key)
    });
    const told: number[] = [];
    const end = await watchWorkers((workers) => told.push(workers));
    return { page, told, end };
  }
  afterEach(() => vi.unstubAllGlobals());

  test('when the page is hidden and shown, and to nobody who has stopped listening', async () => {
    const { page, told, end } = await watched();
    page.turn(true);
    page.turn(true);
    page.turn(false);
    expect(told).toEqual([8, 4, 8]);
    end();
    page.turn(true);
    expect(told).toHaveLength(3);
  });

  test('when the machine goes on battery and off it', async () => {
    const battery = new Battery();
    const { page, told, end } = await watched(() => Promise.resolve(battery));
    battery.turn(false);
    page.turn(true);
    page.turn(false);
    battery.turn(true);
    expect(told).toEqual([8, 4, 8]);
    end();
  });

  test('when another number is chosen, which then holds while the page is hidden', async () => {
    const { page, told, end } = await watched();
    chooseWorkers(6);
    page.turn(true);
    page.turn(false);
    chooseWorkers(null);
    expect(told).toEqual([8, 6, 8]);
    end();
  });

  test('as without a battery where the page may not know, or what it is given is none', async () => {
    for (const answer of [Promise.reject(new Error('not allowed')), Promise.resolve({}), Promise.resolve(null)]) {
      const { told, end } = await watched(() => answer);
      expect(told).toEqual([8]);
      end();
    }
  });
});
