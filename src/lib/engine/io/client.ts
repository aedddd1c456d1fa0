// The input/output worker as the page sees it. Browser only; loaded when a page first reads or writes data.
import { siteUrl } from '../site';
import { createWorkerClient, type WorkerClient } from '../worker/client';
import type { IoJobs, IoSettings } from './protocol';
import { startIoWorker } from './start-worker';

export type IoClient = WorkerClient<IoJobs, IoSettings, null>;

export const createIoClient = (workspace: string, settings: IoSettings): IoClient =>
  createWorkerClient({ name: 'io', worker: startIoWorker(), assets: siteUrl(), workspace, settings });
