// Which process is just making an artifact of a folder store (Node), so that others that come to the same one wait for it and do not make it
// again. A claim only saves work: an artifact appears whole whoever writes it, so a claim that is lost, broken or taken over costs a second
// computation and nothing else. Files, since a cluster's nodes share nothing but a disk.
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { isAlive } from './half-written.node';

const FOLDER = 'claims';
/** Milliseconds between two looks at another's claim, and between two signs of life of one's own. */
const LOOK_EVERY = 200;
const LIVES_EVERY = 5000;
/** Milliseconds without a sign of life, by the looker's own clock, after which a claim holds no more. */
const DEAD_AFTER = 60_000;

export interface ClaimOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears once of whom it waits for. */
  readonly onWait?: (holder: string) => void;
  /** As `DEAD_AFTER`. */
  readonly deadAfter?: number;
}

/**
 * Has one process at a time make an artifact.
 * @param isMade whether it is stored by now: asked again whenever the way is free
 * @throws what `make` throws; AbortError where it was cancelled while it waited
 */
export async function makeAlone(
  store: string,
  id: string,
  isMade: () => Promise<boolean>,
  make: () => Promise<void>,
  options: ClaimOptions = {}
): Promise<void> {
  const file = join(store, FOLDER, id);
  const own = `${hostname()} ${process.pid} ${crypto.randomUUID()}`;
  let said = false;
  while (true) {
    const claim = await tryClaim(file, own);
    if (claim !== 'held') {
      try {
        if (await isMade()) return;
        return await make();
      } finally {
        if (claim === 'own') await release(file, own);
      }
    }
    if (await isMade()) return;
    const holder = await readFile(file, 'utf8').catch(() => null);
    if (holder === null) continue;
    if (!said && holder !== '') options.onWait?.(holder.split(' ').slice(0, 2).join(', process '));
    said ||= holder !== '';
    await untilFree(file, holder, isMade, options);
  }
}

const beats = new Map<string, NodeJS.Timeout>();

/** `unheld` where no claim can be written: whoever asks goes on without. */
async function tryClaim(file: string, own: string): Promise<'own' | 'held' | 'unheld'> {
  try {
    await mkdir(join(file, '..'), { recursive: true });
    const handle = await open(file, 'wx');
    await handle.writeFile(own).finally(() => handle.close());
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'held' : 'unheld';
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), LIVES_EVERY);
  beats.set(own, beat.unref());
  return 'own';
}

async function release(file: string, own: string): Promise<void> {
  clearInterval(beats.get(own));
  beats.delete(own);
  // Taken over by one that thought this process dead: then it is not this one's to take away.
  if ((await readFile(file, 'utf8').catch(() => '')) === own) await rm(file, { force: true }).catch(() => undefined);
}

/** Until the claim of `holder` is given back or the artifact is there; a claim without a sign of life is taken away. */
async function untilFree(
  file: string,
  holder: string,
  isMade: () => Promise<boolean>,
  { signal, deadAfter = DEAD_AFTER }: ClaimOptions
): Promise<void> {
  let [seen, since] = [0, performance.now()];
  while ((await readFile(file, 'utf8').catch(() => null)) === holder) {
    const beat = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => seen
    );
    if (beat !== seen) [seen, since] = [beat, performance.now()];
    if (isGone(holder) || performance.now() - since > deadAfter) {
      if ((await readFile(file, 'utf8').catch(() => null)) === holder) await rm(file, { force: true });
      return;
    }
    if (await isMade()) return;
    await after(LOOK_EVERY, undefined, { ...(signal && { signal }) });
  }
}

/** Only processes of this machine can be asked. One that was just begun has not written its name yet. */
function isGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  return host === hostname() && pid !== undefined && !isAlive(Number(pid));
}
