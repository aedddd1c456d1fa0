// Trains seeds in processes of their own, up to `size` at a time. A process takes one seed after another; one that dies
// fails its seed and no other. Where fewer seeds are left than there are processes, those that train share the cores that are free then.
import { fork, type ChildProcess } from 'node:child_process';
import { appError } from '#lib/errors/app-error';
import type { SeedJob, TrainPool } from '#lib/notebook/run/environment';
import type { TrainControl } from '#lib/training/types';
import { stopIfCancelled } from '#lib/work/work';
import type { BackendChoice } from '#kernels/backend/choices';
import type { MemoryShare } from './memory-share';
import { errorOf, readReport, type ProcessCommand } from './messages';
import { SEED_PROCESS } from './seed-process';

export interface ProcessPool extends TrainPool {
  /** Ends all processes. */
  close(): void;
}

export interface ProcessPoolOptions {
  readonly size: number;
  /** The file that starts a training process when it is run with `SEED_PROCESS`. */
  readonly program: string;
  readonly store: string;
  readonly backend: BackendChoice;
  /** Workers for rows beside each process, where so many train at the same time. */
  readonly workers: (processes: number) => number;
  /** Who may train at the same time; as many as `size` where left out. */
  readonly share?: MemoryShare;
}

/** What a process has written to its error output lately, for the message if it dies. */
const SAID_LENGTH = 2000;

interface Worker {
  readonly child: ChildProcess;
  said: string;
  /** Workers for rows that it was told to have. */
  workers: number;
}

/** Training asks no service. */
function withoutKey({ OPENAI_API_KEY: _key, ...others }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return others;
}

export function processPool(options: ProcessPoolOptions): ProcessPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const busy = new Set<Worker>();
  const waiting: ((worker: Worker) => void)[] = [];

  function spawn(): Worker {
    const child = fork(options.program, [SEED_PROCESS], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: withoutKey(process.env)
    });
    const { store, backend } = options;
    const workers = options.workers(options.size);
    const worker: Worker = { child, said: '', workers };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      worker.said = (worker.said + text).slice(-SAID_LENGTH);
    });
    all.add(worker);
    send(worker, { type: 'start', store, backend, workers });
    return worker;
  }

  function take(): Promise<Worker> {
    for (let free = idle.pop(); free; free = idle.pop()) {
      if (free.child.connected) return Promise.resolve(begin(free));
      all.delete(free);
    }
    if (all.size < options.size) return Promise.resolve(begin(spawn()));
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(worker: Worker): void {
    busy.delete(worker);
    const next = waiting.shift();
    if (!worker.child.connected) all.delete(worker);
    else if (!next) idle.push(worker);
    if (next) next(begin(worker.child.connected ? worker : spawn()));
    else shareCores();
  }

  function begin(worker: Worker): Worker {
    busy.add(worker);
    shareCores();
    return worker;
  }

  /** Tells those that train how many workers they may have, where that has changed. */
  function shareCores(): void {
    const workers = options.workers(Math.max(1, busy.size));
    for (const worker of busy) {
      if (worker.workers === workers) continue;
      worker.workers = workers;
      send(worker, { type: 'workers', workers });
    }
  }

  return {
    size: options.size,
    async train(job, control) {
      const done = await options.share?.take(job);
      let peak: number | undefined;
      try {
        const worker = await take();
        try {
          stopIfCancelled(control, `Seed ${job.seed}`);
          peak = await trainIn(worker, job, control);
        } finally {
          giveBack(worker);
        }
      } finally {
        done?.(peak);
      }
    },
    close() {
      for (const { child } of all) child.kill('SIGTERM');
    }
  };
}

function send({ child }: Worker, command: ProcessCommand): void {
  // A process that died meanwhile is reported by its exit.
  if (child.connected) child.send(command, () => undefined);
}

/** @returns bytes that the process took at its peak, where it says so */
function trainIn(worker: Worker, job: SeedJob, control: TrainControl): Promise<number | undefined> {
  const { child } = worker;
  return new Promise((resolve, reject) => {
    const cancel = () => send(worker, { type: 'cancel' });
    const end = (settle: () => void) => {
      child.off('message', onMessage).off('close', onClose).off('error', onError);
      control.signal?.removeEventListener('abort', cancel);
      settle();
    };
    const fail = (how: string) => {
      const said = worker.said.trim().split('\n').filter(Boolean).at(-1) ?? '';
      end(() => reject(appError('notebook/child-failed', { seed: job.seed, how, said })));
    };
    const onError = (error: Error) => fail(`did not start (${error.message})`);
    const onClose = (code: number | null, signal: string | null) =>
      fail(signal ? `was ended by ${signal}` : `ended with code ${code ?? 'unknown'}`);
    const onMessage = (message: unknown) => {
      const report = readReport(message);
      if (report === null) {
        fail('sent a message that this program does not know');
        return;
      }
      switch (report.type) {
        case 'ready':
          break;
        case 'progress':
          control.report?.(report.progress);
          break;
        case 'epoch':
          control.onEpoch?.(report.record);
          break;
        case 'done':
          end(() => resolve(report.peak));
          break;
        case 'failed':
          end(() => reject(errorOf(report.error)));
          break;
      }
    };
    child.on('message', onMessage).on('close', onClose).on('error', onError);
    control.signal?.addEventListener('abort', cancel);
    if (!child.connected) fail('could not be reached');
    else send(worker, { type: 'train', job });
  });
}
