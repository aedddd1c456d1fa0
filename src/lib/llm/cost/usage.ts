// What paid answers took against what they were estimated to take, summed. Pure.
import { addUsage, NO_USAGE } from './prices';
import type { Usage } from '../types';

/** What is known of one answer. */
export interface AnswerCost {
  readonly host: string;
  readonly model: string;
  readonly calls: number;
  readonly usage: Usage | null;
  readonly estimate: Usage;
  readonly estimatedDollars: number | null;
  readonly dollars: number | null;
  readonly problem: string | null;
}

interface Amount extends Usage {
  readonly dollars: number | null;
}

export interface UsagePart<Node extends string> {
  readonly node: Node;
  readonly answers: number;
  /** Requests, those of repairs too. */
  readonly calls: number;
  readonly estimated: Amount;
  /** null where the service does not count. */
  readonly recorded: Amount | null;
}

export interface UsageReport<Node extends string> {
  readonly host: string;
  readonly models: readonly string[];
  readonly parts: readonly UsagePart<Node>[];
  /** Answers that cannot be used, by what is wrong with them. */
  readonly problems: Readonly<Record<string, number>>;
}

/** null where no service was asked. */
export function usageReport<Node extends string>(
  answers: Readonly<Record<Node, readonly AnswerCost[]>>,
  nodes: readonly Node[]
): UsageReport<Node> | null {
  const all = nodes.flatMap((node) => answers[node]);
  const [first] = all;
  if (!first) return null;
  const problems = new Map<string, number>();
  for (const { problem } of all) if (problem !== null) problems.set(problem, (problems.get(problem) ?? 0) + 1);
  return {
    host: [...new Set(all.map(({ host }) => host))].join(', '),
    models: [...new Set(all.map(({ model }) => model))].sort(),
    parts: nodes.flatMap((node) => (answers[node].length > 0 ? [partOf(node, answers[node])] : [])),
    problems: Object.fromEntries(problems)
  };
}

function partOf<Node extends string>(node: Node, answers: readonly AnswerCost[]): UsagePart<Node> {
  const counted = answers.flatMap(({ usage }) => (usage ? [usage] : []));
  return {
    node,
    answers: answers.length,
    calls: answers.reduce((sum, { calls }) => sum + calls, 0),
    estimated: {
      ...answers.map(({ estimate }) => estimate).reduce(addUsage, NO_USAGE),
      dollars: sumOf(answers.map(({ estimatedDollars }) => estimatedDollars))
    },
    recorded:
      counted.length < answers.length
        ? null
        : { ...counted.reduce(addUsage, NO_USAGE), dollars: sumOf(answers.map(({ dollars }) => dollars)) }
  };
}

const sumOf = (dollars: readonly (number | null)[]): number | null =>
  dollars.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);
