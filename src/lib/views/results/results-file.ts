// Writes shown results as the file that is exported; fetched when it is. Pure.
import type { ResultsFile } from '#lib/notebook/results/results';
import type { ShownRecord, ShownResults } from './shown-results';

/** The shown results as a results file, in the order of `names`; with the notebook's text where it is given. */
export function toResultsFile(
  results: ShownResults,
  names: readonly string[],
  notebook: string,
  text?: string
): ResultsFile {
  const chosen = names.flatMap((name) => results[name] ?? []);
  const latest = chosen.reduce<ShownRecord | null>(
    (last, shown) => (!last || shown.created > last.created ? shown : last),
    null
  );
  return {
    version: 1,
    notebook,
    ...(text === undefined ? {} : { text }),
    backend: latest?.backend ?? '',
    adapter: latest?.adapter ?? '',
    created: latest?.created ?? '',
    cells: chosen.map((shown) => shown.record)
  };
}
