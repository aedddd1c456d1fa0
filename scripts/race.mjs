// Processes that start at once on one store with the same notebook, on a disk made slow (slow-disk.mjs), while a reader reads all that is there.
// For store-race.mjs and its test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** Surplus computations of an artifact that are let pass. */
const SURPLUS = 1;

/**
 * @typedef {{ list(): Promise<readonly { readonly id: string, readonly digest: string }[]>, get(id: string): Promise<unknown> }} Store
 * @param {{ notebook: string, folder: string, processes: number, openStore: (path: string) => Promise<Store> }} race the notebook's file, a folder
 *   for what is made
 */
export async function race({ notebook, folder, processes, openStore }) {
  const [log, raced, alone] = [join(folder, 'log.txt'), join(folder, 'raced'), join(folder, 'alone')];
  /** @type {string[]} */
  const wrong = [];
  const slow = pathToFileURL(join(root, 'scripts', 'slow-disk.mjs')).href;

  /** @param {string} store @param {readonly string[]} [before] */
  const startIn = (store, before = []) => {
    const program = join(root, 'dist', 'cli', 'notebook.js');
    const args = [notebook, '--store', store, '--backend', 'cpu', '--jobs', '1', '--workers', '0'];
    const env = { ...process.env, SLOW_DISK_LOG: log };
    return spawn(process.execPath, [...before, program, ...args], { stdio: ['ignore', 'ignore', 'pipe'], env });
  };
  /** @param {ReturnType<typeof startIn>} child */
  const saidBy = async (child) => {
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    if (code !== 0) wrong.push(`a process ended with ${code}: ${said.trim().split('\n').at(-1)}`);
    return said;
  };

  writeFileSync(log, '');
  let running = true;
  let reads = 0;
  const read = async () => {
    while (running) {
      // A session of its own each time: what was found whole before is looked at again.
      const store = await openStore(raced);
      for (const { id } of await store.list()) {
        await store.get(id).catch((error) => wrong.push(`a reader: ${error.message}`));
        reads++;
      }
      await new Promise(setImmediate);
    }
  };
  const racing = Array.from({ length: processes }, () => saidBy(startIn(raced, ['--import', slow])));
  const reading = read();
  const said = await Promise.all(racing);
  running = false;
  await reading;

  /** @type {Map<string, number>} */
  const times = new Map();
  for (const id of readFileSync(log, 'utf8').split('\n').filter(Boolean)) times.set(id, (times.get(id) ?? 0) + 1);
  await saidBy(startIn(alone));
  /** @param {string} path */
  const digests = async (path) => new Map((await (await openStore(path)).list()).map(({ id, digest }) => [id, digest]));
  const [made, single] = [await digests(raced), await digests(alone)];
  for (const id of new Set([...made.keys(), ...single.keys()])) {
    if (made.get(id) !== single.get(id)) wrong.push(`${id} is not what one process makes`);
    if ((times.get(id) ?? 0) > 1 + SURPLUS) wrong.push(`${id} was made ${times.get(id)} times`);
  }
  const most = [...times.values()].reduce((a, b) => Math.max(a, b), 0);
  const waited = said.filter((lines) => lines.includes('is just being made')).length;
  return { artifacts: single.size, most, waited, reads, wrong: [...new Set(wrong)] };
}
