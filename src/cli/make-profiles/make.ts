// A set of profiles made as a notebook's cell makes it, and written as JSON lines with a file beside them that says how they were made.
import { makeTrainView } from '#lib/dataset/train-view';
import type { Dataset } from '#lib/dataset/types';
import { withOverrides } from '#lib/notebook/document/overrides';
import { parseNotebook, type NotebookDocument } from '#lib/notebook/document/parse';
import { Artifacts } from '#lib/notebook/run/artifacts';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { runNotebook } from '#lib/notebook/run/runtime';
import { profileFiles } from '#lib/profiles/files/write';
import { profileFacts, type ProfileSampleFacts } from '#lib/profiles/summary';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import { appError } from '#lib/errors/app-error';

const DATA = 'data';
const PROFILES = 'profiles';

/** The two cells that make profiles of `source`, with other values where some are given. */
export function profilesNotebook(source: string, overrides: Readonly<Record<string, string>>): NotebookDocument {
  const text = `\`\`\`dataset
name: ${DATA}
source: ${JSON.stringify(source)}
\`\`\`

\`\`\`profiles
name: ${PROFILES}
dataset: ${DATA}
generator: llm
\`\`\`
`;
  const asksModel = (overrides[`${PROFILES}.generator`] ?? 'llm') === 'llm';
  const books: Readonly<Record<string, string>> =
    source === 'bookshop' && asksModel ? { [`${PROFILES}.domain`]: 'books' } : {};
  return withOverrides(parseNotebook(text, 'make-profiles'), { ...books, ...overrides });
}

export interface MadeProfiles {
  readonly dataset: Dataset;
  readonly set: ProfileSet;
}

/** null where it was cancelled. @throws AppError of whatever cell failed */
export async function makeProfiles(document: NotebookDocument, env: NotebookEnvironment): Promise<MadeProfiles | null> {
  const { outcome, failures, records } = await runNotebook(document, env);
  if (failures[0]) throw failures[0].error;
  if (outcome === 'cancelled') return null;
  const [data, profiles] = [DATA, PROFILES].map((cell) => records.find(({ name }) => name === cell));
  if (!data || !profiles) throw appError('notebook/artifact-lost', { kind: 'set of profiles' });
  const artifacts = new Artifacts(env.store);
  return { dataset: await artifacts.dataset(data.id), set: await artifacts.profiles(profiles.id) };
}

/** `count` of them, half users and half items, of few clicks and of many. */
export function someOf({ dataset, set }: MadeProfiles, count: number): readonly ProfileSampleFacts[] {
  return profileFacts(set, makeTrainView(dataset), { samplesEach: Math.ceil(count / 2) }).samples;
}

/** One as Markdown: whose it is, what it says, and from what. */
export const asMarkdown = ({ node, id, title, text, reasoning }: ProfileSampleFacts): string =>
  `**${title}** (${node} ${id}). ${text ?? '_None._'}\n_${reasoning}_\n`;

export function linesOf({ dataset, set }: MadeProfiles): string {
  const decoder = new TextDecoder();
  return profileFiles(set, dataset, 'jsonl')
    .flatMap(({ chunks }) => [...chunks].map((chunk) => decoder.decode(chunk, { stream: true })))
    .join('');
}

const counted = (profiles: readonly Profile[]) => ({
  written: profiles.filter(({ text }) => text !== null).length,
  without: profiles.filter(({ text }) => text === null).length
});

/**
 * How a set was made, for whoever reads the file: nothing in it names a person or a key.
 * @throws AppError profiles/not-written where no model wrote any of it
 */
export function provenanceOf({ dataset, set }: MadeProfiles): Readonly<Record<string, unknown>> {
  const answers = [...set.users, ...set.items].flatMap(({ answer }) => (answer ? [answer] : []));
  if (answers.length === 0) throw appError('profiles/not-written', { generator: set.provenance.generator });
  const of = <T>(read: (answer: (typeof answers)[number]) => T): T[] => [...new Set(answers.map(read))].sort();
  const created = of((answer) => answer.created);
  return {
    label: set.provenance.label,
    dataset: dataset.name,
    split: dataset.split.hash,
    generator: set.provenance.generator,
    version: set.provenance.version,
    settings: set.provenance.settings,
    models: of((answer) => answer.model),
    prompts: of((answer) => answer.promptVersion),
    from: created[0],
    to: created.at(-1),
    users: counted(set.users),
    items: counted(set.items),
    tokens: {
      input: answers.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0),
      output: answers.reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0)
    }
  };
}
