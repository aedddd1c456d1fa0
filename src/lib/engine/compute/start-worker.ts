// Starts the engine worker.
import engineUrl from './worker.ts?worker&url';
import type { PortOf } from '../worker/client';
import { startWorker } from '../worker/port';
import type { DeviceStatus, EngineJobs, EngineSettings } from './protocol';

export const startEngineWorker = (): PortOf<EngineJobs, EngineSettings, DeviceStatus> =>
  startWorker(engineUrl, 'engine');
