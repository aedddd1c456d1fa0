// How many seeds train at a time, by their number and by the memory that is there: what a run of its kind (data, model, alignment) took in a
// process of its own, as measured, and until one has ended the estimate from its arrays. Whoever does not fit waits for one that ends; one
// alone is always let go on.
import type { SeedJob } from '#lib/notebook/run/environment';

export interface ShareOptions {
  /** Seeds at a time at most. */
  readonly size: number;
  /** Bytes that all of them may take together. */
  readonly bytes: number;
  /** Bytes that a seed's process is estimated to take; null where that is not known. */
  readonly needOf: (job: SeedJob) => Promise<number | null>;
  /** Hears once of each seed that has to wait for memory. */
  readonly onHold: (job: SeedJob, need: number, free: number) => void;
}

export interface MemoryShare {
  /** Waits until this seed may train. @returns gives its place back, with what its process took at its peak where that is known */
  take(job: SeedJob): Promise<(peak?: number) => void>;
}

const kindOf = ({ datasetId, embeddingsId, settings }: SeedJob): string =>
  JSON.stringify([datasetId, embeddingsId, settings.backbone, settings.alignment, settings.dimensions]);

export function memoryShare({ size, bytes, needOf, onHold }: ShareOptions): MemoryShare {
  const measured = new Map<string, number>();
  const waiting: (() => void)[] = [];
  let [running, used] = [0, 0];
  return {
    async take(job) {
      const kind = kindOf(job);
      const estimate = (await needOf(job)) ?? 0;
      let isSaid = false;
      const need = () => measured.get(kind) ?? estimate;
      while (running >= size || (running > 0 && used + need() > bytes)) {
        if (running < size && !isSaid) onHold(job, need(), Math.max(0, bytes - used));
        isSaid ||= running < size;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      const taken = need();
      running++;
      used += taken;
      return (peak) => {
        running--;
        used -= taken;
        if (peak !== undefined) measured.set(kind, Math.max(peak, measured.get(kind) ?? 0));
        for (const go of waiting.splice(0)) go();
      };
    }
  };
}
