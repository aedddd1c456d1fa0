// Starts the input/output worker.
import ioUrl from './worker.ts?worker&url';
import type { PortOf } from '../worker/client';
import { startWorker } from '../worker/port';
import type { IoJobs, IoSettings } from './protocol';

export const startIoWorker = (): PortOf<IoJobs, IoSettings, null> => startWorker(ioUrl, 'input-output');
