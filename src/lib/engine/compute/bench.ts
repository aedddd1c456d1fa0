// The benchmark as the page runs it: quick on the page's own device, full on its fallbacks too. What is measured stands in bench/sets.ts, as
// for the command line (npm run bench).
import type { BenchReport } from '#lib/bench/report-form';
import { runBench } from '#lib/bench/run';
import { casesOf, termsOf, vectorsFor, type SetName } from '#lib/bench/sets';
import type { SizeName } from '#lib/bench/graphs';
import type { BenchDevice } from '#lib/bench/types';
import { VERSIONS } from '#lib/notebook/results/versions';
import type { Work } from '#lib/work/work';

/** @param hear gets the report each time there is something new in it */
export function benchOnPage(
  { set, size }: { readonly set: SetName; readonly size: SizeName },
  devices: readonly BenchDevice[],
  work: Work,
  hear: (report: BenchReport) => void
): Promise<BenchReport> {
  const vectors = vectorsFor(size, devices);
  return runBench({
    size,
    set,
    cases: casesOf(set, size, vectors, devices),
    devices,
    ...termsOf(set, size),
    vectors,
    versions: VERSIONS,
    environment: { program: navigator.userAgent, processor: null, cores: navigator.hardwareConcurrency ?? null },
    isShort: size === 'tiny',
    onReport: hear,
    ...work
  });
}
