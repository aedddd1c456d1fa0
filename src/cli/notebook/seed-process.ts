// A training process: takes one seed after another from the command line that started it, reads what it needs from the
// store and writes the finished run there. Nothing else crosses but progress.
import '#lib/errors/all';
import { resizeRowPool } from '#kernels/workers/active';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { Artifacts } from '#lib/notebook/run/artifacts';
import { trainSeed } from '#lib/notebook/kinds/train/seed';
import type { ComputeDevice, SeedJob } from '#lib/notebook/run/environment';
import type { BackendChoice } from '#kernels/backend/choices';
import { startCommandLineBackend } from '../backend';
import { deviceHere } from '../machine';
import { failedReport, readCommand, type ProcessReport } from './messages';

/** The argument with which the command line starts itself as a training process. */
export const SEED_PROCESS = '--seed-process';

interface Started {
  readonly artifacts: Artifacts;
  readonly device: ComputeDevice;
}

/** Serves until the other side goes away. */
export function serveSeeds(): void {
  const say = (report: ProcessReport) => process.send?.(report);
  let started: Promise<Started> | null = null;
  let running = new AbortController();
  let before = 0;

  // Ctrl-C reaches every process of the group; the one that started this says when to stop, so that it can tell.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: unknown) => {
    const command = readCommand(message);
    switch (command.type) {
      case 'start':
        started = start(command.store, command.backend, command.workers);
        started.then(
          () => say({ type: 'ready' }),
          (error: unknown) => say(failedReport(error))
        );
        break;
      case 'workers':
        resizeRowPool(command.workers);
        break;
      case 'train':
        running = new AbortController();
        before = peakBytes();
        train(command.job, started, running.signal, say).then(
          () => say({ type: 'done', ...(peakBytes() > before && { peak: peakBytes() }) }),
          (error: unknown) => say(failedReport(error))
        );
        break;
      case 'cancel':
        running.abort();
        break;
    }
  });
}

/** What this process took of the memory at its fullest. */
const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

async function start(store: string, backend: BackendChoice, workers: number): Promise<Started> {
  const [artifacts, device] = await Promise.all([openFolderStore(store), startCommandLineBackend(backend, workers)]);
  return { artifacts: new Artifacts(artifacts), device: deviceHere(device) };
}

async function train(
  job: SeedJob,
  started: Promise<Started> | null,
  signal: AbortSignal,
  say: (report: ProcessReport) => unknown
): Promise<void> {
  if (!started) throw new Error('The process was not started');
  const { artifacts, device } = await started;
  await trainSeed(job, artifacts, device, {
    signal,
    report: (progress) => say({ type: 'progress', progress }),
    onEpoch: (record) => say({ type: 'epoch', record })
  });
}
