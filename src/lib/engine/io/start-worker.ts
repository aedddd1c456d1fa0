// Starts the input/output worker.
import ioUrl from './worker.ts?worker&url';
import { startWorker } from '../worker/port';
import type { IoPort } from './client';

export const startIoWorker = (): IoPort => startWorker(ioUrl, 'input-output');
