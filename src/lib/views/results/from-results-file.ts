// Results as a file has them, made ready to be shown; apart from what every page with cells needs of results. Pure.
import type { ResultsFile } from '#lib/notebook/results/results';
import type { ShownResults } from './shown-results';

/** A results file as shown records; fingerprints are not known until the document's parser is there. */
export function fromResultsFile(file: ResultsFile): ShownResults {
  return Object.fromEntries(
    file.cells.map((record) => [
      record.name,
      {
        record,
        fingerprint: null,
        backend: record.card?.environment.backend ?? file.backend,
        adapter: record.card?.environment.adapter ?? file.adapter,
        created: record.card?.environment.created ?? file.created,
        bundled: true
      }
    ])
  );
}
