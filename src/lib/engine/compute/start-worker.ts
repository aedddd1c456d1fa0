// Starts the engine worker.
import engineUrl from './worker.ts?worker&url';
import type { EnginePort } from './client';
import { startWorker } from '../worker/port';

export const startEngineWorker = (): EnginePort => startWorker(engineUrl, 'engine');
