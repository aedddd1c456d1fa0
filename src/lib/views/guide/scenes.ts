// Lays a notebook with steps out as scenes: text and steps to be read one after the other, and beside them the cells that those steps look
// at, which stand still. What no step looks at is folded to a line. Nothing is moved out of its order but the cells beside. Pure.
import type { Step } from '#lib/notebook/guide/types';
import type { CellBlock, PreparedBlock, ProseBlock, StepBlock } from '../document/prepared';

export type FlowItem =
  | { readonly type: 'prose'; readonly key: string; readonly block: ProseBlock }
  | { readonly type: 'step'; readonly key: string; readonly block: StepBlock }
  /** Cells that follow each other and that no step looks at. */
  | { readonly type: 'folded'; readonly key: string; readonly cells: readonly CellBlock[] };

export interface Scene {
  readonly key: string;
  readonly flow: readonly FlowItem[];
  /** The cells beside the text, in document order; none where the text stands alone. */
  readonly stage: readonly CellBlock[];
}

/** Blocks from the first step to the last that looks at one of these cells. */
interface Span {
  readonly cells: readonly string[];
  readonly last: number;
}

/** The cell that a step looks at: where it points, else what it waits for or asks about; null where it has none. */
export function cellOfStep({ at, task }: Step): string | null {
  if (at) return at.cell;
  if ('cell' in task) return task.cell;
  return 'check' in task ? (task.check?.cell ?? null) : null;
}

/** A cell that is looked at again stands beside everything from its first step on, together with what was looked at in between. */
function spansOf(blocks: readonly PreparedBlock[]): readonly Span[] {
  const names = new Set(blocks.flatMap((block) => (block.type === 'cell' ? [block.name] : [])));
  let spans: readonly Span[] = [];
  for (const [last, block] of blocks.entries()) {
    const cell = block.type === 'step' ? cellOfStep(block.step) : null;
    if (cell === null || !names.has(cell)) continue;
    const first = spans.findIndex(({ cells }) => cells.includes(cell));
    spans =
      first === -1
        ? [...spans, { cells: [cell], last }]
        : [...spans.slice(0, first), { cells: spans.slice(first).flatMap(({ cells }) => cells), last }];
  }
  return spans;
}

function flowOf(blocks: readonly PreparedBlock[], isBeside: (cell: CellBlock) => boolean): readonly FlowItem[] {
  const flow: FlowItem[] = [];
  for (const block of blocks) {
    if (block.type !== 'cell') {
      flow.push(
        block.type === 'prose' ? { type: 'prose', key: block.key, block } : { type: 'step', key: block.key, block }
      );
      continue;
    }
    if (isBeside(block)) continue;
    const last = flow.at(-1);
    if (last?.type === 'folded') flow.splice(-1, 1, { ...last, cells: [...last.cells, block] });
    else flow.push({ type: 'folded', key: `folded-${block.key}`, cells: [block] });
  }
  return flow;
}

export function scenesOf(blocks: readonly PreparedBlock[]): readonly Scene[] {
  const spans = spansOf(blocks);
  const beside = new Set(spans.flatMap(({ cells }) => cells));
  const isBeside = ({ name }: CellBlock): boolean => beside.has(name);
  const cells = blocks.filter((block) => block.type === 'cell');
  let from = 0;
  const scenes = spans.map((span): Scene => {
    const part = blocks.slice(from, span.last + 1);
    from = span.last + 1;
    return {
      key: `scene-${span.cells.join('-')}`,
      flow: flowOf(part, isBeside),
      stage: cells.filter(({ name }) => span.cells.includes(name))
    };
  });
  const rest = flowOf(blocks.slice(from), isBeside);
  return rest.length === 0 ? scenes : [...scenes, { key: 'scene', flow: rest, stage: [] }];
}
