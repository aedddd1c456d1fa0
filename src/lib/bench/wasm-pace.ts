// What one thread of WebAssembly can do on this machine, measured in the same process: multiplies and adds a second on four lanes, in as
// many chains as a dense product has. Operators on wasm are judged as a share of it.
import { operatorsOn } from '#kernels/backend/wasm-operators';

/** Half a millisecond, and often: on a machine that does other work too, some of them have a core to themselves. */
const ROUNDS = 200_000;
const REPEATS = 100;
/** Twelve chains of four lanes, two operations each. */
const OPERATIONS = 96 * ROUNDS;

/** Operations a second, by the fastest of some runs. @param isShort for tests @throws where the module cannot be had */
export async function measureWasmPace(isShort = false): Promise<number> {
  const module = await operatorsOn(new WebAssembly.Memory({ initial: 1 }));
  let best = Infinity;
  for (let repeat = 0; repeat <= (isShort ? 1 : REPEATS); repeat++) {
    const started = performance.now();
    module.call('simdPeak', [0, ROUNDS]);
    // The first one compiles.
    if (repeat > 0) best = Math.min(best, (performance.now() - started) / 1000);
  }
  return OPERATIONS / best;
}
