// One process at a time makes an artifact of a folder store; a claim of one that is gone holds nobody up.
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeAlone } from './folder/claims.node';

const ID = 'ab'.repeat(32);
const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'claims-'));

/** What is stored, and how often it was made. */
function work() {
  const state = { isMade: false, times: 0 };
  const isMade = () => Promise.resolve(state.isMade);
  const make = async () => {
    state.times++;
    await new Promise(setImmediate);
    state.isMade = true;
  };
  return { state, isMade, make };
}

it('of twenty that come at once one makes it, the others find it made, and no claim is left', async () => {
  const store = await folder();
  const { state, isMade, make } = work();
  await Promise.all(Array.from({ length: 20 }, () => makeAlone(store, ID, isMade, make)));
  expect(state.times).toBe(1);
  expect(await readdir(join(store, 'claims'))).toEqual([]);
});

it('where the first one fails, one of those that wait makes it', async () => {
  const store = await folder();
  const { state, isMade, make } = work();
  const fails = makeAlone(store, ID, isMade, async () => {
    await new Promise(setImmediate);
    throw new Error('no luck');
  });
  const waits = makeAlone(store, ID, isMade, make);
  await expect(fails).rejects.toThrow('no luck');
  await waits;
  expect(state.times).toBe(1);
});

it.each([
  ['of a process of this machine that is gone', `${hostname()} 999999999 x`, undefined],
  ['of another machine that gives no sign of life', 'elsewhere 1 x', 0],
  ['that says nothing', '', 0]
])('a claim %s holds nobody up', async (_, claim, deadAfter) => {
  const store = await folder();
  await mkdir(join(store, 'claims'));
  await writeFile(join(store, 'claims', ID), claim);
  const { state, isMade, make } = work();
  await makeAlone(store, ID, isMade, make, { ...(deadAfter !== undefined && { deadAfter }) });
  expect(state.times).toBe(1);
});

it('a wait can be cancelled, and says for whom it waits', async () => {
  const store = await folder();
  await mkdir(join(store, 'claims'));
  await writeFile(join(store, 'claims', ID), 'elsewhere 7 x');
  const { state, isMade, make } = work();
  const stop = new AbortController();
  const onWait = (holder: string) => {
    expect(holder).toBe('elsewhere, process 7');
    stop.abort();
  };
  await expect(makeAlone(store, ID, isMade, make, { signal: stop.signal, onWait })).rejects.toThrow('abort');
  expect(state.times).toBe(0);
});

it('where no claim can be written it is made all the same', async () => {
  const store = join(await folder(), 'file');
  await writeFile(store, 'no folder');
  const { state, isMade, make } = work();
  await makeAlone(store, ID, isMade, make);
  expect(state.times).toBe(1);
});
