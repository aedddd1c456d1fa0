// Reads the notebooks and lessons that come with the site from public/notebooks when pages are prerendered. Node only: pages get what
// this returns as data.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFrontMatter, type Door, type LessonFacts } from '#lib/notebook/document/front-matter';
import type { Step } from '#lib/notebook/guide/types';
import { stepsOf, type PreparedNotebook } from '../document/prepared';
import { coldLook } from '#lib/engine/cold-look.node';
import { coldWords, type ColdWords } from '../session/cold-words';
import { prepareNotebook, withEarlier } from '../document/tools';
import { isResultsFile, withShortNumbers } from './results-check';
import { fromResultsFile } from './from-results-file';
import type { ShownResults } from './shown-results';

const SITE = join(process.cwd(), 'public');
const FOLDER = join(SITE, 'notebooks');

export interface BundledEntry {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly hasResults: boolean;
  /** Of the first page; null for a notebook that names none. */
  readonly door: Door | null;
}

/** A lesson in the list of lessons. */
export interface LessonEntry extends LessonFacts {
  /** Its file without the ending, and the last part of its page's address. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly steps: readonly Step[];
}

export interface BundledNotebook {
  /** The file below public/notebooks, without its ending; a lesson's begins with "lessons/". */
  readonly slug: string;
  readonly notebook: PreparedNotebook;
  readonly results: ShownResults;
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3));
}

/** Slugs of notebooks, the quick start first, then by name; lessons are not among them. */
export async function bundledSlugs(): Promise<readonly string[]> {
  const slugs = await namesIn(FOLDER);
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
  const notebook = prepareNotebook(text, `${slug}.md`);
  return { slug, notebook, results: withEarlier(await readResults(slug), notebook) };
}

/** What its runs would take in a browser that has nothing stored, in words. */
export async function coldWordsOf({ slug, notebook, results }: BundledNotebook): Promise<ColdWords> {
  const bundled = notebook.bundledRuns === true;
  return coldWords(notebook, results, await coldLook(notebook.text, `${slug}.md`, { bundled, site: SITE }));
}

/** Names of lessons, in no order. */
export function lessonNames(): Promise<readonly string[]> {
  return namesIn(join(FOLDER, 'lessons'));
}

export function readLesson(name: string): Promise<BundledNotebook> {
  return readBundled(`lessons/${name}`);
}

/** Lessons in their order. @throws Error where one does not say its place: it would be listed nowhere */
export async function listLessons(): Promise<readonly LessonEntry[]> {
  const names = await lessonNames();
  const entries = await Promise.all(
    names.map(async (name): Promise<LessonEntry> => {
      const { notebook } = await readLesson(name);
      const { title, description, lesson } = notebook;
      if (!lesson) throw new Error(`public/notebooks/lessons/${name}.md has no "lesson: N" in its front matter.`);
      return { name, title, description, ...lesson, steps: stepsOf(notebook).map(({ step }) => step) };
    })
  );
  return entries.sort((a, b) => a.order - b.order || a.name.localeCompare(b.name, 'en'));
}

export async function listBundled(): Promise<readonly BundledEntry[]> {
  const slugs = await bundledSlugs();
  return Promise.all(
    slugs.map(async (slug) => {
      const { notebook, results } = await readBundled(slug);
      const { title, description } = notebook;
      const { door } = readFrontMatter(notebook.text.split('\n'), () => undefined);
      return { slug, title, description, hasResults: Object.keys(results).length > 0, door };
    })
  );
}
