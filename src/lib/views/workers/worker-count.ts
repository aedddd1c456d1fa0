// How many workers the engine may have beside itself: the reader's choice, kept on this device, and while there is none what the machine
// leaves free, less of it while the page is hidden or the machine runs on its battery. It changes how long training takes, and no number.
// Browser only; loaded with the engine.
import { readPreference, writePreference } from '../preferences/preferences';

/** null: as many as seem good. */
export type WorkerChoice = number | null;

export interface Surroundings {
  /** 1 where the browser does not say. */
  readonly cores: number;
  readonly isHidden: boolean;
  /** False where the browser does not say. */
  readonly isOnBattery: boolean;
}

/** Workers beside the engine's own thread; none where there is one core. */
export function workersFor(choice: WorkerChoice, { cores, isHidden, isOnBattery }: Surroundings): number {
  const free = Math.max(0, cores - 1);
  if (choice !== null) return Math.min(choice, free);
  return isHidden || isOnBattery ? Math.floor(free / 2) : free;
}

export const coresHere = (): number => navigator.hardwareConcurrency || 1;

/** What was kept; null for what is no number of workers. */
export function workerChoice(): WorkerChoice {
  const kept = readPreference('workers');
  return kept !== null && /^\d{1,3}$/.test(kept) ? Number(kept) : null;
}

const listeners = new Set<() => void>();

export function chooseWorkers(choice: WorkerChoice): void {
  writePreference('workers', choice === null ? null : `${choice}`);
  for (const listener of listeners) listener();
}

/** The little of a battery that is read here; only some browsers show one. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

function isBattery(value: unknown): value is Battery {
  return value instanceof EventTarget && typeof Reflect.get(value, 'charging') === 'boolean';
}

async function findBattery(): Promise<Battery | null> {
  const ask: unknown = Reflect.get(navigator, 'getBattery');
  if (typeof ask !== 'function') return null;
  try {
    const found: unknown = await ask.call(navigator);
    return isBattery(found) ? found : null;
  } catch {
    return null; // The page may not know; then it is as if there were none.
  }
}

/**
 * Tells the number now and whenever it changes.
 * @returns a function that ends it
 */
export async function watchWorkers(tell: (workers: number) => void): Promise<() => void> {
  const battery = await findBattery();
  let told: number | null = null;
  const look = (): void => {
    const isOnBattery = battery?.charging === false;
    const count = workersFor(workerChoice(), { cores: coresHere(), isHidden: document.hidden, isOnBattery });
    if (count !== told) tell(count);
    told = count;
  };
  document.addEventListener('visibilitychange', look);
  battery?.addEventListener('chargingchange', look);
  listeners.add(look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    battery?.removeEventListener('chargingchange', look);
    listeners.delete(look);
  };
}
