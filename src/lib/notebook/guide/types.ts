// What a step of a lesson is, as data. Steps are read from the notebook's text (step.ts) and never run: the guide of a page shows them
// and watches what the reader does. Types only.

/** A place on the page that a step points at. */
export interface Place {
  readonly cell: string;
  /** "run" or "settings" (its buttons), or a part of its output (anchors.ts); null for the cell itself. */
  readonly part: string | null;
}

/** A named number of a cell's result (values.ts). */
export interface NamedNumber {
  readonly cell: string;
  readonly value: string;
}

/** A named number, with the limits between the options of a question, ascending. */
export interface AnswerCheck extends NamedNumber {
  /** Option i holds for values from bounds[i − 1] (included) to bounds[i] (not included). */
  readonly bounds: readonly number[];
}

/** How a question says a number: 0.077 with a factor of 100 and the unit "of 100 clicks" is "7.7 of 100 clicks". */
export interface Wording {
  readonly factor: number;
  /** The empty string where a number stands alone. */
  readonly unit: string;
}

/** Least and greatest number that an answer may be, as the question says numbers. */
export type Range = readonly [low: number, high: number];

/** What a reader is asked to predict. An answer is right or not; a step is done by any. */
export type Question =
  /** One of the options. Without a check there is no right answer. */
  | {
      readonly type: 'choose';
      readonly options: readonly string[];
      readonly check: AnswerCheck | null;
      readonly wording: Wording;
    }
  /** A number that is written down, or a point that is marked on an axis. */
  | {
      readonly type: 'number' | 'axis';
      readonly check: NamedNumber;
      readonly range: Range;
      /** How far off, in the question's words, an answer still counts as near; null where nothing is said of that. */
      readonly near: number | null;
      /** What the ends of the axis mean; empty where they need no words. */
      readonly ends: readonly string[];
      readonly wording: Wording;
    }
  /** A curve over these places. The named number has "*" where a place stands. */
  | {
      readonly type: 'curve';
      readonly check: NamedNumber;
      readonly over: readonly number[];
      readonly range: Range;
      readonly wording: Wording;
    }
  /** The items in order, the one with the largest number first. */
  | {
      readonly type: 'order';
      readonly items: readonly string[];
      /** One an item. */
      readonly checks: readonly NamedNumber[];
      readonly wording: Wording;
    };

/** What a reader does in a step, and how the guide knows that it is done. */
export type Task =
  | Question
  | { readonly type: 'ran'; readonly cell: string }
  /** A setting differs from what it is in the lesson as it came. */
  | { readonly type: 'changed'; readonly cell: string; readonly key: string }
  /** Did something in the cell's output, `times` times. */
  | { readonly type: 'did'; readonly cell: string; readonly act: string; readonly times: number }
  | { readonly type: 'read' };

/** What a step pins of each run: under one name, runs of one step or of several gather in a picture. */
export type Keep = { readonly name: string } & (
  | {
      readonly type: 'point';
      /** A setting of a cell, or a named number of its result. */
      readonly x: NamedNumber;
      readonly y: NamedNumber;
    }
  /** The learning curve of a train cell, or the first list of a recommend cell. */
  | { readonly type: 'curve' | 'list'; readonly cell: string }
);

export interface Step {
  /** Unique in the notebook; the link of the step. */
  readonly id: string;
  readonly title: string;
  /** Plain text; an empty line parts paragraphs. */
  readonly say: string;
  readonly at: Place | null;
  /** What holds the answer, and is not shown before there is one. Only where the task is a question. */
  readonly covers: readonly Place[];
  readonly task: Task;
  readonly keep: Keep | null;
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
