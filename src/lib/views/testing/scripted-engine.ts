// An engine whose runs go as a test says. Only tests import this.
import type { RunOptions } from '#lib/engine/compute/protocol';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';
import type { NotebookEvent } from '#lib/notebook/run/events';

/** An engine that does what the test says, when it says it. */
export class ScriptedEngine implements NotebookEngine {
  readonly device = Promise.resolve({ backend: 'wasm', adapter: 'test', software: false, reason: 'test' } as const);
  readonly calls: string[] = [];
  readonly runs: { text: string; options: RunOptions }[] = [];
  #tell: (event: NotebookEvent) => void = () => undefined;
  #end: (outcome: RunOutcome) => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;
  #started: () => void = () => undefined;
  started = new Promise<void>((resolve) => (this.#started = resolve));

  run(_notebook: string, text: string, options: RunOptions, onEvent: (event: NotebookEvent) => void) {
    this.runs.push({ text, options });
    this.#tell = onEvent;
    const finished = new Promise<RunOutcome>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.#started();
    return {
      pause: () => void this.calls.push('pause'),
      resume: () => void this.calls.push('resume'),
      cancel: () => void this.calls.push('cancel'),
      checkpoint: () => void this.calls.push('checkpoint'),
      finished
    };
  }
  tell(...events: readonly NotebookEvent[]) {
    for (const event of events) this.#tell(event);
  }
  end(outcome: RunOutcome) {
    this.#end(outcome);
  }
  fail(error: unknown) {
    this.#fail(error);
  }
  exportRuns(): Promise<void> {
    return Promise.resolve();
  }
  recommend(): Promise<never> {
    return Promise.reject(new Error('not in this test'));
  }
  dispose() {
    this.calls.push('dispose');
  }
}
