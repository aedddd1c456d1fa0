// What a step of a lesson is, as data. Steps are read from the notebook's text (step.ts) and never run: the guide of a page shows them
// and watches what the reader does. Types only.

/** A place on the page that a step points at. */
export interface Place {
  readonly cell: string;
  /** "run" or "settings" (its buttons), or a part of its output (places.ts); null for the cell itself. */
  readonly part: string | null;
}

/** A named number of a cell's result (values.ts), with the limits between the options of a question, ascending. */
export interface AnswerCheck {
  readonly cell: string;
  readonly value: string;
  /** Option i holds for values from bounds[i − 1] (included) to bounds[i] (not included). */
  readonly bounds: readonly number[];
}

/** What a reader does in a step, and how the guide knows that it is done. */
export type Task =
  /** Predicts: chooses one of the options. Without a check there is no right answer. */
  | { readonly type: 'choose'; readonly options: readonly string[]; readonly check: AnswerCheck | null }
  | { readonly type: 'ran'; readonly cell: string }
  /** A setting differs from what it is in the lesson as it came. */
  | { readonly type: 'changed'; readonly cell: string; readonly key: string }
  /** Did something in the cell's output, `times` times. */
  | { readonly type: 'did'; readonly cell: string; readonly act: string; readonly times: number }
  | { readonly type: 'read' };

export interface Step {
  /** Unique in the notebook; the link of the step. */
  readonly id: string;
  readonly title: string;
  /** Plain text; an empty line parts paragraphs. */
  readonly say: string;
  readonly at: Place | null;
  readonly task: Task;
  /** Shown when it is done; the empty string where there is nothing to add. */
  readonly then: string;
}

/** A step with where it stands in the file. */
export interface PlacedStep {
  readonly step: Step;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** Line of each key, from 1. */
  readonly keyLines: ReadonlyMap<string, number>;
}
