// The list of lessons with their steps, at prerender time.
import { listLessons } from '#lib/views/results/bundled.node';

export async function load() {
  return { lessons: await listLessons() };
}
