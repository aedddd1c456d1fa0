// How long a piece of computing took, so that it tells how long it will take again: by the clock, or by the processor where that is less. On
// a machine that does other things as well the clock runs on while the work waits. A browser does not say what its processor did. Not for
// work that waits for others: a service's answer takes no processor.

/** Seconds since some moment. */
type Clock = () => number;

const wall: Clock = () => performance.now() / 1000;

/** Seconds that all threads of this process have computed; null where that is not said. */
function processorClock(): Clock | null {
  if (typeof process === 'undefined' || typeof process.cpuUsage !== 'function') return null;
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
}

/** @returns tells the seconds of work since it was made */
export function workClock(clock: Clock = wall, processor: Clock | null = processorClock()): Clock {
  const [began, computed] = [clock(), processor?.() ?? 0];
  return () => {
    const passed = clock() - began;
    return processor ? Math.min(passed, processor() - computed) : passed;
  };
}
