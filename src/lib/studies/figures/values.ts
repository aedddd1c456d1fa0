// Named numbers of a figure: what steps of a lesson ask about and the command line prints. Names are words joined by dots.
import * as v from 'valibot';

export const Values = v.record(v.string(), v.number());
export type Values = v.InferOutput<typeof Values>;

/** "LightGCN-Con" is "lightgcn-con"; a second one of that label is "lightgcn-con-2". */
export function valueKeys(labels: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return labels.map((label) => {
    const key = label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const times = (used.get(key) ?? 0) + 1;
    used.set(key, times);
    return times === 1 ? key : `${key}-${times}`;
  });
}
