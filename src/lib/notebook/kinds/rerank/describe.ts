// The rerank cell: the first places of a run's list put in another order by a language model.
import { DOMAINS } from '#lib/profiles/domains';
import { CHAT_MODELS } from '#lib/profiles/llm/settings';
import { CANDIDATE_ORDERS, RERANK_PROMPT_VERSION, type RerankSettings } from '#lib/studies/rerank/settings';
import {
  LOCAL_CHAT_FIELDS,
  LOCAL_MODEL_DEFAULT,
  PROVIDER_FIELD,
  readProvider,
  type Provider
} from '#lib/llm/local/settings';
import { NAME_FIELD, SEED_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { RerankResult } from './stored';

export interface ResolvedRerank {
  readonly kind: 'rerank';
  readonly name: string;
  readonly run: string;
  readonly provider: Provider;
  readonly settings: RerankSettings;
}

export const rerankKind: KindDescription<ResolvedRerank, RerankResult> = {
  kind: 'rerank',
  title: 'Re-ranking',
  help: 'Asks a language model to put the first places of a run’s list in a better order (paper Fig. 1), and measures what that does.',
  fields: [
    NAME_FIELD,
    {
      key: 'run',
      label: 'Run',
      help: 'The train cell whose lists to re-rank, by its first seed.',
      type: 'cell',
      required: true,
      cellKind: 'train'
    },
    { ...PROVIDER_FIELD, required: false },
    {
      key: 'model',
      label: 'Model',
      help: 'A chat model of your endpoint. With provider: local, an instructed model with ONNX weights on huggingface.co.',
      type: 'text',
      required: false,
      default: 'gpt-4o-mini',
      defaultBy: LOCAL_MODEL_DEFAULT,
      suggestions: CHAT_MODELS
    },
    {
      key: 'candidates',
      label: 'Candidates',
      help: 'How many first places of the list the model sees; each number is a question a user. The paper’s Fig. 1 has 30 to 50.',
      type: 'integers',
      required: false,
      default: [30, 40, 50],
      min: 20,
      max: 100
    },
    {
      key: 'users',
      label: 'Users',
      help: 'How many users are asked about, drawn at random from those with a test interaction.',
      type: 'integer',
      required: false,
      default: 50,
      min: 1,
      max: 100_000,
      unit: 'users'
    },
    {
      key: 'history',
      label: 'History',
      help: 'Titles of training items shown at most; a random sample where a user has more.',
      type: 'integer',
      required: false,
      default: 50,
      min: 1,
      max: 500,
      unit: 'titles'
    },
    {
      key: 'order',
      label: 'Order shown',
      help: 'The order of candidates in the question. Models favour what stands first: "shuffled" shows how much.',
      type: 'choice',
      required: false,
      default: 'recommender',
      options: CANDIDATE_ORDERS
    },
    {
      key: 'domain',
      label: 'Domain',
      help: 'What the items are: the question speaks of them by name.',
      type: 'choice',
      required: false,
      default: 'generic',
      options: DOMAINS
    },
    {
      key: 'temperature',
      label: 'Temperature',
      help: '0 answers alike each time, as far as a service can; 1 is the services’ own default and is not sent.',
      type: 'number',
      required: false,
      default: 0,
      min: 0,
      max: 2
    },
    {
      key: 'answer_tokens',
      label: 'Longest answer',
      help: 'Tokens at which an answer is cut off; 0 leaves it to the service.',
      type: 'integer',
      required: false,
      default: 1000,
      min: 0,
      max: 100_000,
      unit: 'tokens'
    },
    ...LOCAL_CHAT_FIELDS.map((field) => ({ ...field, required: false })),
    SEED_FIELD
  ],
  revision: 2,
  stored: { label: 're-rankings' },
  resolve: resolveRerank,
  references: ({ run }) => reads('run', 'train', run),
  identify: ({ run, settings }, at) =>
    alone(at.hash({ ...settings, version: RERANK_PROMPT_VERSION }, { run: at.firstRun(run) })),
  runsIn: () => 'io',
  summary: ({ text }) => [text('model') && `by ${text('model')}`],
  values: () => ({})
};

function resolveRerank(reader: FieldReader): ResolvedRerank {
  const { provider, model } = readProvider(reader);
  return {
    kind: 'rerank',
    name: reader.text('name'),
    run: reader.text('run'),
    provider,
    settings: {
      model,
      candidates: reader.integers('candidates'),
      users: reader.integer('users'),
      history: reader.integer('history'),
      order: reader.choice('order', CANDIDATE_ORDERS),
      domain: reader.choice('domain', DOMAINS),
      temperature: reader.number('temperature'),
      answerTokens: reader.integer('answer_tokens'),
      seed: reader.integer('seed')
    }
  };
}
