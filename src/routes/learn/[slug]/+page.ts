// The outputs that this lesson’s results need beyond the common ones, before it is drawn: also on the server.
import { loadOutputsOf } from '#lib/views/notebook/cell/outputs';

export async function load({ data }) {
  return { ...data, outputs: await loadOutputsOf(data.results) };
}
