// Workers that die when a test wants them to. Only tests import this.
import type { StartWorker, WorkerPort } from './runner';

/**
 * Workers of which those that are named die when their n-th message is sent to them (counted from 1, that with the module among them); the
 * message is lost.
 * @param deaths by the worker's number, in the order of their start
 */
export function mortal(start: StartWorker, deaths: Readonly<Record<number, number>>): StartWorker {
  let started = 0;
  return (events) => {
    const death = deaths[started++] ?? Infinity;
    const port: WorkerPort = start(events);
    let messages = 0;
    return {
      ...port,
      post(message, transfer) {
        messages++;
        if (messages < death) port.post(message, transfer);
        if (messages !== death) return;
        port.end();
        // Told later, as by a thread that has died.
        setImmediate(() => events.onEnd('a test ended it'));
      }
    };
  };
}
