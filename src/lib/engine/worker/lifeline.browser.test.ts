import { expect, it } from 'vitest';
import { watchLifeline } from './lifeline';

/** A worker that holds the lifeline and ends when it is told to. */
function holder(name: string): { held: Promise<void>; end(): void } {
  const source = `navigator.locks.request(${JSON.stringify(name)}, () => {
    postMessage('held');
    return new Promise(() => {});
  });
  onmessage = () => close();`;
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  const held = new Promise<void>((resolve) => worker.addEventListener('message', () => resolve(), { once: true }));
  return { held, end: () => worker.postMessage('end') };
}

it('tells when a worker ended by itself, without a word', async () => {
  const worker = holder('ends');
  await worker.held;
  const ended = new Promise<string>((resolve) => watchLifeline('ends', () => resolve('ended')));
  worker.end();
  expect(await ended).toBe('ended');
});

it('says nothing of one that lives, nor after watching was stopped', async () => {
  const worker = holder('lives');
  await worker.held;
  let told = 0;
  const stop = watchLifeline('lives', () => told++);
  // The queue of the lock is served in order: when the browser has listed it, the request above is in it.
  expect((await navigator.locks.query()).pending?.map(({ name }) => name)).toContain('lives');
  stop();
  worker.end();
  await navigator.locks.request('lives', () => undefined);
  expect(told).toBe(0);
});
