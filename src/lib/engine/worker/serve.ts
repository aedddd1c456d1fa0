// What every worker's entry does: waits for the page's greeting, starts once, carries out what is asked, and says what it did not catch.
// Used in workers only.
import { toAppError } from '#lib/errors/app-error';
import { BUILD } from '../build';
import { holdLifeline } from './lifeline';
import { PROTOCOL_VERSION, type TableOf, type WorkerCommand, type WorkerEvent } from './protocol';
import type { Post, WorkerSession } from './session';

type Hello<Table extends TableOf<Table>, Settings> = Extract<WorkerCommand<Table, Settings>, { type: 'hello' }>;

/** @param start brings up what the worker works with */
export function serve<Table extends TableOf<Table>, Settings, Status>(
  start: (
    hello: Hello<Table, Settings>,
    post: Post<Table, Status>
  ) => Promise<{ readonly session: WorkerSession<Table, Settings>; readonly status: Status }>
): void {
  const post = (event: WorkerEvent<Table, Status>, given: readonly ArrayBuffer[] = []): void =>
    self.postMessage(event, { transfer: [...given] });
  const fail = (error: unknown): void => post({ type: 'failed', jobId: null, error: toAppError(error).toJSON() });
  let started: Promise<WorkerSession<Table, Settings>> | null = null;

  const begin = async (hello: Hello<Table, Settings>): Promise<WorkerSession<Table, Settings>> => {
    const { session, status } = await start(hello, post);
    await holdLifeline(hello.start.lifeline);
    post({ type: 'ready', version: PROTOCOL_VERSION, build: BUILD, status });
    return session;
  };
  self.addEventListener('message', (message: MessageEvent<WorkerCommand<Table, Settings>>) => {
    const command = message.data;
    if (command.type === 'hello') {
      started = begin(command);
      started.catch(fail);
      return;
    }
    void started?.then(
      (session) => session.handle(command),
      () => undefined // Said above.
    );
  });
  self.addEventListener('unhandledrejection', (event) => fail(event.reason));
}
