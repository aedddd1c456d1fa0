// Turns the numbers of a weighted sum into cells: how they are written and how strongly they are tinted, and the table behind the
// picture. Pure.
import { largest } from '#lib/elementary/extent';
import type { DataTable } from '../../../text/table';
import type { NodeSum, PropagationData } from './layout';

const MINUS = '−';

/** With three decimals and a sign that is as wide as a digit: columns of them line up. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** Per cent of tint for a number among numbers up to `largest` in size; by the root, so that single terms show beside their sum. */
export function tint(value: number, largest: number): number {
  return largest === 0 ? 0 : Math.round(Math.sqrt(Math.min(1, Math.abs(value) / largest)) * 45);
}

/** The largest number that a node's table shows, in size. */
export function largestOf({ terms, rest, byHand }: NodeSum): number {
  const products = terms.flatMap(({ weight, numbers }) => numbers.map((number) => weight * number));
  return largest([...products, ...rest.sum, ...byHand].map(Math.abs), 0);
}

/** Every term of every shown sum, and what the operator made. */
export function sumsTable({ sums, components, operator }: PropagationData): DataTable {
  const numbered = (what: string): string[] => Array.from({ length: components }, (_, d) => `${what} ${d + 1}`);
  const blank = new Array<null>(components).fill(null);
  return {
    caption: 'Weighted sums of the shown nodes, term by term',
    columns: ['node', 'term', 'weight', ...numbered('number'), ...numbered('weight × number')],
    rows: sums.flatMap(({ node, terms, rest, byHand, operator: made }) => [
      ...terms.map(({ node: other, weight, numbers }) => [
        node.label,
        other.label,
        weight,
        ...numbers,
        ...numbers.map((number) => weight * number)
      ]),
      ...(rest.neighbours > 0 ? [[node.label, `${rest.neighbours} others`, null, ...blank, ...rest.sum]] : []),
      [node.label, 'sum by hand', null, ...blank, ...byHand],
      [node.label, `operator on ${operator.backend}`, null, ...blank, ...made]
    ])
  };
}
