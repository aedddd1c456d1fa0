// Starts the input/output worker.
import ioUrl from './worker.ts?worker&url';
import { startWorker, type WorkerPort } from '../worker-port';
import type { IoCommand, IoEvent } from './protocol';

export const startIoWorker = (): WorkerPort<IoCommand, IoEvent> => startWorker(ioUrl, 'input-output');
