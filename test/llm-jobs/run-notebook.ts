// The command line as its users start it.
import { spawn, type ChildProcess } from 'node:child_process';

export interface RunEnd {
  /** null: killed. */
  readonly code: number | null;
  readonly said: string;
}

/** `npm run notebook -- args`, without npm. @param onStart is given the process, to kill it */
export function runNotebook(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onStart: (child: ChildProcess) => void = () => undefined
): Promise<RunEnd> {
  const child = spawn(process.execPath, ['scripts/cli.mjs', 'notebook', ...args], {
    env: { ...process.env, ...environment }
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  onStart(child);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}
