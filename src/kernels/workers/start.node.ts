// Starts a worker on the command line: a thread of the process, from the same text as in a tab.
import { Worker } from 'node:worker_threads';
import text from './own-memory.js?raw';
import type { Reply } from './own-memory.js';
import type { StartWorker } from './runner';

const TAIL = `
import { parentPort } from 'node:worker_threads';
const receive = serve((reply, transfer) => parentPort.postMessage(reply, transfer));
parentPort.on('message', receive);
`;

export const startNodeWorker: StartWorker = ({ onReply, onEnd }) => {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(text + TAIL)}`));
  worker.on('message', (reply: Reply) => onReply(reply));
  worker.on('error', (error: Error) => onEnd(error.message));
  worker.on('exit', (code) => onEnd(`it ended with code ${code}`));
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    // A program that waits for nothing else may end while a worker is idle, not while it works.
    setBusy: (busy) => (busy ? worker.ref() : worker.unref()),
    end: () => void worker.terminate()
  };
};
