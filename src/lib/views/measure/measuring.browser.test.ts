// A measurement on the page: what came before a failure or a stop stays, and is the file that would be downloaded.
import { expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import { madeUpReport } from '#lib/bench/testing/made-up-report';
import type { BenchReport } from '#lib/bench/report-form';
import type { JobHandle } from '#lib/engine/worker/client';
import { Measuring } from './measuring.svelte';

const handle = (finished: Promise<BenchReport>): JobHandle<BenchReport> => {
  const nothing = (): void => undefined;
  return { cancel: nothing, pause: nothing, resume: nothing, checkpoint: nothing, finished };
};
const partial = madeUpReport({ isComplete: false, measurements: [] });

it('what was measured before the device failed stays, beside the error', async () => {
  const measuring = new Measuring(async (_, { onBytes }) => {
    onBytes?.(new TextEncoder().encode(JSON.stringify(partial)), 'bench.json');
    return handle(Promise.reject(appError('internal/unexpected', { reason: 'the card is gone' })));
  });
  await measuring.start('quick', 'amazon');
  expect(measuring.isBusy).toBe(false);
  expect(measuring.error?.message).toContain('the card is gone');
  expect(measuring.shown).toEqual({ report: partial, file: null });
});

it('one that is stopped says no error', async () => {
  const measuring = new Measuring(async () =>
    handle(Promise.reject(appError('internal/cancelled', { what: 'The benchmark' })))
  );
  await measuring.start('quick', 'amazon');
  expect([measuring.error, measuring.shown]).toEqual([null, null]);
});

it('a file is read only where its size can be right, and what is shown stays where it cannot', async () => {
  const measuring = new Measuring(async () => handle(Promise.resolve(madeUpReport())));
  await measuring.start('quick', 'amazon');
  const huge = { name: 'huge.json', size: 1e10, text: () => Promise.reject(new Error('was read')) };
  await measuring.open(huge);
  expect(measuring.error?.code).toBe('bench/not-a-report');
  expect(measuring.shown?.report.isComplete).toBe(true);
  await measuring.open(new File([JSON.stringify(partial)], 'theirs.json'));
  expect(measuring.error).toBeNull();
  expect(measuring.shown).toEqual({ report: partial, file: 'theirs.json' });
});
