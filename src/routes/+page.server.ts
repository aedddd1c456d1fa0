// The lists of bundled notebooks and lessons, and what the quick start found, at prerender time.
import { listBundled, listLessons, readBundled } from '#lib/views/results/bundled.node';
import { teaserOf } from '#lib/views/home/teaser';

export async function load() {
  const bundled = await listBundled();
  const hasQuickStart = bundled.some((entry) => entry.slug === 'quick-start');
  const teaser = hasQuickStart ? teaserOf((await readBundled('quick-start')).results) : null;
  const lessons = (await listLessons()).map(({ name, title, minutes }) => ({ name, title, minutes }));
  return { bundled, lessons, teaser };
}
