// Starts the engine worker.
import engineUrl from './worker.ts?worker&url';
import type { EngineCommand, EngineEvent } from './protocol';
import { startWorker, type WorkerPort } from './worker-port';

export const startEngineWorker = (): WorkerPort<EngineCommand, EngineEvent> => startWorker(engineUrl, 'engine');
