// The notebooks that come with the site, read from public/notebooks when pages are prerendered. Node only: pages get what
// this returns as data.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedNotebook } from './document/prepared';
import { prepareNotebook } from './document/tools';
import { isResultsFile, withShortNumbers } from './results-check';
import { fromResultsFile, type ShownResults } from './shown-results';

const FOLDER = join(process.cwd(), 'public', 'notebooks');

export interface BundledEntry {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly hasResults: boolean;
}

export interface BundledNotebook {
  readonly slug: string;
  readonly notebook: PreparedNotebook;
  readonly results: ShownResults;
}

/** Slugs, the quick start first, then by name. */
export async function bundledSlugs(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  const slugs = files.filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3));
  return slugs.sort((a, b) => Number(b === 'quick-start') - Number(a === 'quick-start') || a.localeCompare(b, 'en'));
}

async function readResults(slug: string): Promise<ShownResults> {
  const path = join(FOLDER, `${slug}.results.json`);
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch {
    // A notebook may come without stored results (data that cannot be bundled).
    return {};
  }
  const file: unknown = JSON.parse(withShortNumbers(json));
  if (!isResultsFile(file))
    throw new Error(`${path} is no results file; write it anew with npm run notebook -- … --out.`);
  return fromResultsFile(file);
}

export async function readBundled(slug: string): Promise<BundledNotebook> {
  const text = await readFile(join(FOLDER, `${slug}.md`), 'utf8');
  return { slug, notebook: prepareNotebook(text, `${slug}.md`), results: await readResults(slug) };
}

export async function listBundled(): Promise<readonly BundledEntry[]> {
  const slugs = await bundledSlugs();
  return Promise.all(
    slugs.map(async (slug) => {
      const { notebook, results } = await readBundled(slug);
      const { title, description } = notebook;
      return { slug, title, description, hasResults: Object.keys(results).length > 0 };
    })
  );
}
