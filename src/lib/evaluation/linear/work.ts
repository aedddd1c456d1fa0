// What the linear models need around them: who computes, how much memory there is, and who is told how far they are.
import type { RowPool } from '#kernels/workers/pool';

export interface LinearWork {
  /** null where our module cannot be had: then loops do what they can. */
  readonly pool: RowPool | null;
  /** Bytes that may be used. */
  readonly memory: number;
  /** Called every second or so; throws to cancel. */
  onStep(what: string, done: number, total: number): Promise<void>;
}

const GIGABYTE = 2 ** 30;
/** Where nothing is said about the machine. */
const ASSUMED = 4 * GIGABYTE;
/** A browser tab gets no more than about this, whatever the machine has. */
const MOST = 12 * GIGABYTE;

/** Bytes that a computation may use here: half of the machine's in a browser that tells it, three quarters of what is free in Node. */
export function memoryHere(scope: object = globalThis): number {
  const free = call(Reflect.get(scope, 'process'), 'availableMemory');
  if (free !== null) return Math.min(MOST, 0.75 * free);
  const navigator: unknown = Reflect.get(scope, 'navigator');
  const gigabytes: unknown =
    typeof navigator === 'object' && navigator !== null ? Reflect.get(navigator, 'deviceMemory') : undefined;
  return typeof gigabytes === 'number' ? 0.5 * gigabytes * GIGABYTE : ASSUMED;
}

function call(owner: unknown, method: string): number | null {
  if (typeof owner !== 'object' || owner === null) return null;
  const code: unknown = Reflect.get(owner, method);
  const value: unknown = typeof code === 'function' ? Reflect.apply(code, owner, []) : null;
  return typeof value === 'number' ? value : null;
}
