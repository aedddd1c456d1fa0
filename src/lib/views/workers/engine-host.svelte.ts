// The one engine of this page: not there until something is run, started once, shared by all notebooks of the visit.
// Which device it should use is the reader's choice and kept on this device.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { EngineClient } from '#lib/engine/compute/client';
import { BACKEND_CHOICES, type BackendChoice } from '#kernels/backend/choices';
import type { DeviceStatus, EngineSettings } from '#lib/engine/compute/protocol';
import { WorkerHost } from '#lib/engine/worker/host';
import { readPreference, writePreference } from '../preferences/preferences';
import { WORKSPACE } from '../preferences/workspace';

function isBackendChoice(text: string | null): text is BackendChoice {
  return BACKEND_CHOICES.some((choice) => choice === text);
}

export type EnginePhase = 'off' | 'starting' | 'ready' | 'failed';

type EngineLoader = (choice: BackendChoice) => Promise<EngineClient>;

async function loadEngine(choice: BackendChoice): Promise<EngineClient> {
  const [{ createEngineClient }, { watchWorkers }] = await Promise.all([
    import('#lib/engine/compute/client'),
    import('./worker-count')
  ]);
  let settings: EngineSettings = { backend: choice, workers: 0 };
  let engine: EngineClient | null = null;
  const unwatch = await watchWorkers((workers) => {
    settings = { ...settings, workers };
    engine?.set(settings);
  });
  const started = createEngineClient(WORKSPACE, settings);
  engine = started;
  void started.gone.then(unwatch);
  return started;
}

export class EngineHost {
  phase: EnginePhase = $state('off');
  device: DeviceStatus | null = $state.raw(null);
  error: SerializedError | null = $state.raw(null);
  choice: BackendChoice = $state('auto');
  readonly #host: WorkerHost<EngineClient>;

  constructor(load: EngineLoader = loadEngine) {
    this.#host = new WorkerHost(() => this.#start(load));
  }

  /** Reads the reader's choice: `?backend=` in the address for this visit, else what was kept. Browser only. */
  readChoice(): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, never kept
    const asked = new URLSearchParams(location.search).get('backend');
    const kept = readPreference('backend');
    if (isBackendChoice(asked)) this.choice = asked;
    else if (isBackendChoice(kept)) this.choice = kept;
  }

  /** Another device from the next run on; the running engine, if any, is given up. */
  choose(choice: BackendChoice): void {
    if (choice === this.choice) return;
    this.choice = choice;
    writePreference('backend', choice);
    this.#host.giveUp();
    this.#off();
  }

  /** The engine, started where it is not; a start that failed is tried again. */
  engine(): Promise<EngineClient> {
    return this.#host.client();
  }

  async #start(load: EngineLoader): Promise<EngineClient> {
    this.phase = 'starting';
    this.error = null;
    try {
      const engine = await load(this.choice);
      const device = await engine.status;
      this.device = device;
      this.phase = 'ready';
      void engine.gone.then(() => {
        if (this.device === device) this.#off();
      });
      return engine;
    } catch (error) {
      const known = toAppError(error);
      this.phase = 'failed';
      this.error = known.toJSON();
      throw known;
    }
  }

  #off(): void {
    this.device = null;
    this.phase = 'off';
  }
}

export const engineHost = new EngineHost();
