// Makes the pin of one run: what a step keeps of the results that the page shows. Pure.
import type { CellResult } from '#lib/notebook/kinds/registry';
import type { Keep, NamedNumber } from '#lib/notebook/guide/types';
import { valuesOf } from '#lib/notebook/guide/values';
import { seedCurve } from '../../charts/learning-curves';
import type { Pin } from './pins';

const RECALL = { kind: 'validation', metric: 'recall', cutoff: '20' } as const;
/** Of a figure that trains: the number of one epoch. */
const RECALL_AT = /^recall\.(\d+)$/;
/** Of a list: what is seen of it at a glance. */
const LIST_LENGTH = 10;

/**
 * @param resultOf the result that a cell shows; null where it shows none
 * @param setting of a point: the value of the setting that stands across; null where that is a number of a result
 * @returns null where the results have nothing of that kind
 */
export function pinOf(
  keep: Keep,
  resultOf: (cell: string) => CellResult | null,
  setting: number | null,
  label: string
): Pin | null {
  if (keep.type === 'point') {
    const numberOf = ({ cell, value }: NamedNumber): number | null => {
      const result = resultOf(cell);
      return (result && valuesOf(result)[value]) ?? null;
    };
    const x = setting ?? numberOf(keep.x);
    const y = numberOf(keep.y);
    return x === null || y === null ? null : { type: 'point', x, y, label };
  }
  const result = resultOf(keep.cell);
  if (keep.type === 'curve' && result?.kind === 'train') {
    const [run] = result.runs;
    const seed = run && { seed: run.seed, epochs: run.epochs, bestEpoch: run.best_epoch };
    const points = seed ? seedCurve(seed, RECALL).map(({ epoch, value }) => ({ x: epoch, y: value })) : [];
    return points.length === 0 ? null : { type: 'curve', points, label };
  }
  if (keep.type === 'curve' && result?.kind === 'figure') {
    const points = Object.entries(valuesOf(result)).flatMap(([value, y]) => {
      const epoch = RECALL_AT.exec(value)?.[1];
      return epoch === undefined ? [] : [{ x: Number(epoch), y }];
    });
    return points.length === 0 ? null : { type: 'curve', points, label };
  }
  if (keep.type === 'list' && result?.kind === 'recommend') {
    const items = result.lists[0]?.items.slice(0, LIST_LENGTH).map(({ title }) => title) ?? [];
    return items.length === 0 ? null : { type: 'list', items, label };
  }
  return null;
}
