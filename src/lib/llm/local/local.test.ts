// A language model on this machine, from a hub here to stored answers: the real library and the real runtime on a decoder written by hand.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { keptInFolder } from '#lib/local-models/kept-folder.node';
import { tinyDecoderFiles, TINY_PROFILE } from '#lib/local-models/testing/tiny-decoder';
import { tinyModelFiles } from '#lib/local-models/testing/tiny-encoder';
import { startTinyHub, type TinyHub } from '#lib/local-models/testing/tiny-hub';
import { resolveSettings, identifyingSettings } from '#lib/settings/resolve';
import { settingReader } from '#lib/settings/reader';
import { memoryAnswers } from '#lib/storage/memory';
import { askAll, type Question } from '../answers/answers';
import { jsonObjectIn } from '../answers/json-object';
import { threeQuestions } from '../testing';
import type { Progress, Work } from '#lib/work/work';
import { asking } from './ask';
import {
  downloadSize,
  KNOWN_CHAT,
  LOCAL_CHAT_FIELDS,
  LOCAL_MODEL_DEFAULT,
  PROVIDER_FIELD,
  readProvider
} from './settings';

const MODEL = 'someone/small';
let hub: TinyHub;
beforeAll(async () => {
  hub = await startTinyHub(
    new Map([
      [MODEL, tinyDecoderFiles({ says: TINY_PROFILE })],
      ['someone/thinks', tinyDecoderFiles({ says: ['<think>', 'Is it {this}?', '</think>\n\n', ...TINY_PROFILE] })],
      ['someone/rambles', tinyDecoderFiles({ says: ['I ', 'would ', 'say'] })],
      ['someone/base', tinyDecoderFiles({ says: TINY_PROFILE, template: null })],
      ['someone/encoder', tinyModelFiles()]
    ])
  );
});
afterAll(() => hub.close());

const FIELDS = [
  PROVIDER_FIELD,
  { key: 'model', label: '', help: '', type: 'text', default: 'gpt', maxLength: 99, defaultBy: LOCAL_MODEL_DEFAULT },
  ...LOCAL_CHAT_FIELDS
] as const;
const chosen = (values: Readonly<Record<string, unknown>>) =>
  readProvider(settingReader(resolveSettings('x', FIELDS, { provider: 'local', model: MODEL, ...values })));

const questions = (model: string, maxTokens = 200): Question<string>[] =>
  threeQuestions().map((question) => ({
    ...question,
    request: { ...question.request, model, maxTokens },
    parse(text) {
      const said = jsonObjectIn(text, 'summarization')?.summarization;
      return typeof said === 'string'
        ? { ok: true, value: said }
        : { ok: false, problem: 'invalid', detail: 'it is not the object' };
    }
  }));

interface Ask {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly answers?: ReturnType<typeof memoryAnswers>;
  readonly signal?: AbortSignal;
  readonly maxTokens?: number;
  readonly folder?: string;
  readonly report?: Work['report'];
}
function ask({ values = {}, answers = memoryAnswers(), maxTokens, folder, ...control }: Ask = {}) {
  const { provider, model } = chosen(values);
  const models = hub.files(folder === undefined ? {} : { cache: keptInFolder(folder) });
  return asking(provider, { models, answers }, control, (llm) =>
    askAll(questions(model, maxTokens), llm, control, 'Questions')
  );
}

describe('the provider "local"', () => {
  it('answers from this machine, counts tokens, costs nothing, and names model, weights and device', async () => {
    const answered = await ask();
    expect(answered.map(({ value }) => value)).toEqual(Array(3).fill('Whoever likes the sea and old harbours.'));
    expect(answered[0]?.record).toMatchObject({
      host: 'this machine',
      model: `${MODEL}@main, q8 on WebAssembly`,
      dollars: 0,
      calls: 1,
      usage: { outputTokens: TINY_PROFILE.length + 1 }
    });
    expect(answered[0]?.record.usage?.inputTokens).toBeGreaterThan(4);
  });

  it('asks nothing that is stored, and opens no model for it', async () => {
    const answers = memoryAnswers();
    await ask({ answers });
    const before = hub.asked.length;
    const again = await ask({ answers, folder: join(hub.folder, 'elsewhere') });
    expect(again.every(({ reused }) => reused)).toBe(true);
    expect(hub.asked).toHaveLength(before);
  });

  it('takes thoughts out', async () => {
    const [answered] = await ask({ values: { model: 'someone/thinks' } });
    expect(answered?.value).toBe('Whoever likes the sea and old harbours.');
  });

  it('asks once more where an answer is no object, and marks what is no better, and what breaks off', async () => {
    const [answered] = await ask({ values: { model: 'someone/rambles' } });
    expect(answered).toMatchObject({ value: null, record: { problem: 'invalid', calls: 2 } });
    const [short] = await ask({ maxTokens: 3 });
    expect(short).toMatchObject({ value: null, record: { problem: 'cut-off' } });
  });

  it('stops when it is told to, and keeps what was answered', async () => {
    const answers = memoryAnswers();
    const stop = new AbortController();
    const report = ({ label, done }: Progress) => void (label === 'Questions' && done === 1 && stop.abort());
    await expect(ask({ answers, signal: stop.signal, report })).rejects.toMatchObject({
      code: 'internal/cancelled'
    });
    const again = await ask({ answers });
    expect(again.filter(({ reused }) => reused)).not.toEqual([]);
    expect(again.every(({ value }) => value !== null)).toBe(true);
  });

  it('fetches the weights of the commit that is named, and says how far the download is', async () => {
    await ask({ values: { revision: 'abc', precision: 'q4f16' } });
    expect(hub.asked).toContain(`/${MODEL}/resolve/abc/onnx/model_q4f16.onnx`);
  });

  it.each([
    ['a model without a form for chats', 'someone/base', 'models/unfit', 'chat_template'],
    ['a text encoder', 'someone/encoder', 'models/unfit', 'chat_template'],
    ['a name that the hub does not know', 'someone/nobody', 'models/unknown', 'someone/nobody']
  ])('names %s', async (_, model, code, words) => {
    await expect(ask({ values: { model } })).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('says where no model can be loaded', async () => {
    const { provider } = chosen({});
    await expect(asking(provider, {}, {}, async () => null)).rejects.toMatchObject({ code: 'models/none-here' });
  });
});

describe('settings of a provider', () => {
  const resolved = (values: Readonly<Record<string, unknown>>) => resolveSettings('x', FIELDS, values);

  it('leave an id of a cell that asks a server as it was', () => {
    expect(identifyingSettings(FIELDS, resolved({ model: 'gpt-4o' }))).toEqual({ model: 'gpt-4o' });
  });

  it('name the known small model at its commit where none is named, and its download', () => {
    const { provider, model } = readProvider(settingReader(resolved({ provider: 'local' })));
    expect(provider).toMatchObject({ chat: { model: KNOWN_CHAT.model, revision: KNOWN_CHAT.revision } });
    expect(model).toBe('onnx-community/Qwen3-0.6B-ONNX@da14531');
    expect(provider.kind === 'local' && downloadSize(provider.chat)).toEqual({ gpu: 579, wasm: 627 });
  });

  it('of another model take its newest state, and say no size', () => {
    const { provider, model } = chosen({ precision: 'q4' });
    expect(model).toBe('someone/small@main q4');
    expect(provider.kind === 'local' && downloadSize(provider.chat)).toEqual({ gpu: null, wasm: null });
  });

  it('never tell results apart by the device', () => {
    const on = (device: string) => identifyingSettings(FIELDS, resolved({ provider: 'local', device }));
    expect(on('wasm')).toEqual(on('webgpu'));
  });
});
