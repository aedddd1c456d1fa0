// Undoes and redoes whole states, each with the name of the step that led to it. Immutable and pure.

interface Step<State> {
  readonly state: State;
  /** What was done to arrive at it, e.g. "user r12"; empty for the first. */
  readonly label: string;
}

export interface StepHistory<State> {
  readonly past: readonly Step<State>[];
  readonly present: Step<State>;
  readonly future: readonly Step<State>[];
}

const LIMIT = 200;

export function startSteps<State>(state: State): StepHistory<State> {
  return { past: [], present: { state, label: '' }, future: [] };
}

export function afterStep<State>(history: StepHistory<State>, state: State, label: string): StepHistory<State> {
  return { past: [...history.past, history.present].slice(-LIMIT), present: { state, label }, future: [] };
}

/** The same steps with every state made another. */
export function mapSteps<State>(
  { past, present, future }: StepHistory<State>,
  change: (state: State) => State
): StepHistory<State> {
  const changed = (step: Step<State>): Step<State> => ({ ...step, state: change(step.state) });
  return { past: past.map(changed), present: changed(present), future: future.map(changed) };
}

export function stepBack<State>(history: StepHistory<State>): StepHistory<State> {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

export function stepForth<State>(history: StepHistory<State>): StepHistory<State> {
  const [next] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(1) };
}
