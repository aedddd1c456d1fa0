// The outputs that this lesson’s cells need beyond the common ones, before it is drawn: also on the server.
import { cellsOf } from '#lib/views/document/prepared';
import { loadExtraOutputs } from '#lib/views/notebook/extra-outputs';

export async function load({ data }) {
  return { ...data, outputs: await loadExtraOutputs(new Set(cellsOf(data.notebook).map(({ kind }) => kind))) };
}
