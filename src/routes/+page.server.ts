// The list of bundled notebooks, at prerender time.
import { listBundled } from '#lib/views/bundled.node';

export async function load() {
  return { bundled: await listBundled() };
}
