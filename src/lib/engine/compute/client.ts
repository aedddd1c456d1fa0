// The engine as the page sees it. Browser only; loaded when something is first run.
import type { DeviceStatus, EngineJobs, EngineSettings } from './protocol';
import { startEngineWorker } from './start-worker';
import { siteUrl } from '../site';
import { createWorkerClient, type WorkerClient } from '../worker/client';

export type EngineClient = WorkerClient<EngineJobs, EngineSettings, DeviceStatus>;

export const createEngineClient = (workspace: string, settings: EngineSettings): EngineClient =>
  createWorkerClient({ name: 'engine', worker: startEngineWorker(), assets: siteUrl(), workspace, settings });
