// The lists of bundled notebooks and lessons, and what the quick start found, at prerender time.
import { listBundled, listLessons, readBundled } from '#lib/views/results/bundled.node';
import { readerOf } from '#lib/views/home/reader';
import { teaserOf } from '#lib/views/home/teaser';

export async function load() {
  const bundled = await listBundled();
  const hasQuickStart = bundled.some((entry) => entry.slug === 'quick-start');
  const results = hasQuickStart ? (await readBundled('quick-start')).results : {};
  const lessons = (await listLessons()).map(({ name, title, minutes }) => ({ name, title, minutes }));
  return { bundled, lessons, reader: readerOf(results), teaser: teaserOf(results) };
}
