// The benchmark as the Settings page runs it: the operators at the size of Amazon-book and a base step, on the page's device and on
// the fallbacks. The command line (npm run bench) has more: series of sizes, the aligned steps.
import { SIZES } from '#lib/bench/graphs';
import { benchMarkdown } from '#lib/bench/markdown';
import { operatorCases } from '#lib/bench/operator-cases';
import { runBench } from '#lib/bench/run';
import { stepCase } from '#lib/bench/step-cases';
import type { BenchDevice, BenchReport } from '#lib/bench/types';
import { VERSIONS } from '#lib/notebook/results/versions';
import type { Work } from '#lib/work/work';

/** A reader waits for it: fewer than the command line takes. */
const ROUNDS = 3;
const SLOW_MS = 500;
/** Work that takes plain JavaScript, or a software adapter, most of a minute. */
const FOR_HARDWARE = /^(InfoNCE 4096|dense layer$|dense, gradient of a weight$)/;

export async function benchOnPage(
  devices: readonly BenchDevice[],
  work: Work
): Promise<{ readonly report: BenchReport; readonly markdown: string }> {
  const hardware = devices.some(({ backend, software }) => backend === 'webgpu' && !software);
  const cases = [...operatorCases(SIZES.amazon), stepCase(SIZES.amazon, 'none', 0)].flatMap((item) => {
    if (!FOR_HARDWARE.test(item.name)) return [item];
    return hardware ? [{ ...item, only: ['webgpu' as const] }] : [];
  });
  const report = await runBench({
    size: 'amazon',
    cases,
    devices,
    rounds: ROUNDS,
    slowMs: SLOW_MS,
    versions: VERSIONS,
    ...work
  });
  return { report, markdown: benchMarkdown(report) };
}
