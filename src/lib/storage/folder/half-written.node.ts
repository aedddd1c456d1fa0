// Folders that an artifact is written into before it gets its name (Node), and what becomes of those that a killed process left: the
// artifact that was stepping aside for a newer one takes its place again, everything else of it goes. Only processes of this machine are
// judged, and only those that are gone: another one may be in the middle of its work.
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const HOST = hostname().replace(/[^A-Za-z0-9]/g, '_') || 'host';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Names that older versions of this program gave have no machine. */
const NAME = new RegExp(`^\\.writing-([0-9a-f]{8,128})-(?:(\\w+)-)?(\\d+)-${UUID}(-old-\\d+)?$`);

/** A name of its own for a folder that the artifact `id` is written into. */
export const temporaryName = (id: string): string => `.writing-${id}-${HOST}-${process.pid}-${crypto.randomUUID()}`;

/** The name under which the artifact steps aside that `temporary` is about to replace. */
export const asideName = (temporary: string, attempt: number): string => `${temporary}-old-${attempt}`;

/** Puts back and takes away what killed processes left in `root`. What cannot be moved stays: it is in nobody's way. */
export async function recoverHalfWritten(root: string): Promise<void> {
  // Of several that stepped aside for one process, the last one is the newest.
  const names = (await readdir(root)).sort().reverse();
  for (const name of names) {
    const [, id, host = HOST, pid, old] = NAME.exec(name) ?? [];
    if (id === undefined || host !== HOST || isAlive(Number(pid))) continue;
    const [path, final] = [join(root, name), join(root, id)];
    if (old !== undefined && (await rename(path, final).then(yes, no))) continue;
    // One that stepped aside goes only where another is in its place.
    if (old === undefined || (await stat(final).then(yes, no)))
      await rm(path, { recursive: true, force: true }).catch(no);
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
