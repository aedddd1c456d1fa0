// Ctrl-C in a command that takes long: the first asks it to stop and keeps what is done, the second ends it at once.
import { say } from './terminal';

/** Exit code of a command that was cancelled: 128 and the number of the signal, as shells have it. */
export const CANCELLED = 130;

/**
 * Aborted by the first Ctrl-C.
 * @param kept what is not lost, for people
 * @param clear takes off lines that are drawn over
 * @param end is done before the second one ends the process
 */
export function abortedByInterrupt(kept: string, clear: () => void, end: () => void = () => undefined): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) {
      end();
      process.exit(CANCELLED);
    }
    clear();
    say(`Stopping; ${kept} is kept (Ctrl-C again ends at once).`);
    controller.abort();
  });
  return controller.signal;
}
