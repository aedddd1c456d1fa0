// Intervals of a mean over pairs, where pairs hang together: users are drawn anew with their pairs (a cluster
// bootstrap, percentile intervals; Davison and Hinkley 1997, §3.8).
import { STREAM } from '#kernels/random/streams';
import { threefryFill } from '#kernels/random/threefry';
import { quantile, type Interval } from '#lib/evaluation/significance';

/** Resamples between two breaths. */
const BLOCK = 50;

/**
 * 95 % intervals of Σ sums ÷ Σ counts, one for each of `sums`; all see the same resamples. Sample s draws from the key (seed,
 * bootstrap, s).
 * @param sums by statistic: what each user's pairs add up to. [users] each
 * @param counts each user's pairs. [users] Users without a pair are not drawn.
 * @param step called between blocks of resamples
 */
export async function clusterBootstrap(
  sums: readonly Float64Array[],
  counts: Int32Array,
  options: { readonly samples: number; readonly seed: number },
  step: (done: number, total: number) => Promise<void>
): Promise<readonly Interval[]> {
  const { samples, seed } = options;
  const drawable = new Int32Array(counts.keys()).filter((user) => (counts[user] ?? 0) > 0);
  const users = drawable.length;
  const words = new Uint32Array(users);
  const times = new Int32Array(counts.length);
  const means = sums.map(() => new Float64Array(samples));
  for (let sample = 0; sample < samples; sample++) {
    if (sample % BLOCK === 0) await step(sample, samples);
    threefryFill(seed, STREAM.bootstrap, sample, 0, words);
    times.fill(0);
    for (const word of words) {
      const user = drawable[Math.floor((word / 2 ** 32) * users)] ?? 0;
      times[user] = (times[user] ?? 0) + 1;
    }
    let pairs = 0;
    for (const user of drawable) pairs += (times[user] ?? 0) * (counts[user] ?? 0);
    sums.forEach((byUser, at) => {
      let sum = 0;
      for (const user of drawable) sum += (times[user] ?? 0) * (byUser[user] ?? 0);
      const into = means[at];
      if (into) into[sample] = sum / pairs;
    });
  }
  return means.map((values) => {
    values.sort();
    return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
  });
}
