// The one engine of this page: not there until something is run, started once, shared by all notebooks of the visit.
// Which device it should use is the reader's choice and kept on this device.
import { AppError, toAppError, type SerializedError } from '#lib/errors/app-error';
import type { EngineClient } from '#lib/engine/client';
import type { BackendChoice, DeviceStatus } from '#lib/engine/protocol';
import { readPreference, writePreference } from './preferences';
import { WORKSPACE } from './workspace';

export const BACKEND_CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];

function isBackendChoice(text: string | null): text is BackendChoice {
  return BACKEND_CHOICES.some((choice) => choice === text);
}

export type EnginePhase = 'off' | 'starting' | 'ready' | 'failed';

type EngineLoader = (choice: BackendChoice) => Promise<EngineClient>;

async function loadEngine(choice: BackendChoice): Promise<EngineClient> {
  const [{ createEngineClient }, { watchWorkers }] = await Promise.all([
    import('#lib/engine/client'),
    import('./worker-count')
  ]);
  const engine = createEngineClient({ backend: choice, workspace: WORKSPACE });
  const unwatch = await watchWorkers((count) => engine.allowWorkers(count));
  return {
    ...engine,
    dispose: () => {
      unwatch();
      engine.dispose();
    }
  };
}

export class EngineSession {
  phase: EnginePhase = $state('off');
  device: DeviceStatus | null = $state.raw(null);
  error: SerializedError | null = $state.raw(null);
  choice: BackendChoice = $state('auto');
  #engine: Promise<EngineClient> | null = null;
  #load: EngineLoader;

  constructor(load: EngineLoader = loadEngine) {
    this.#load = load;
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
    this.#giveUp();
  }

  /** The engine, started where it is not; a start that failed is tried again. */
  engine(): Promise<EngineClient> {
    this.#engine ??= this.#start();
    return this.#engine;
  }

  async #start(): Promise<EngineClient> {
    this.phase = 'starting';
    this.error = null;
    try {
      const engine = await this.#load(this.choice);
      this.device = await engine.device;
      this.phase = 'ready';
      return this.#watched(engine);
    } catch (error) {
      const known = toAppError(error);
      this.phase = 'failed';
      this.error = known.toJSON();
      this.#engine = null;
      throw known;
    }
  }

  /** The engine as given, but given up where a run shows that its worker is gone: the next run starts a new one. */
  #watched(engine: EngineClient): EngineClient {
    return {
      device: engine.device,
      recommend: (...request) => engine.recommend(...request),
      exportRuns: (...request) => engine.exportRuns(...request),
      bench: (...request) => engine.bench(...request),
      estimate: (...request) => engine.estimate(...request),
      whatIf: (...request) => engine.whatIf(...request),
      allowWorkers: (count) => engine.allowWorkers(count),
      dispose: () => engine.dispose(),
      run: (...request) => {
        const handle = engine.run(...request);
        handle.finished.catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'internal/engine-crashed') this.#giveUp();
        });
        return handle;
      }
    };
  }

  #giveUp(): void {
    const old = this.#engine;
    this.#engine = null;
    this.device = null;
    this.phase = 'off';
    // A start that failed has said so already.
    old?.then((engine) => engine.dispose()).catch(() => undefined);
  }
}

export const engineSession = new EngineSession();
