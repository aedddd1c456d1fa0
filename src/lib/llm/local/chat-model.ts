// A small language model of @huggingface/transformers on this machine, on a GPU or on WebAssembly: a chat in, an answer out. Loaded only when
// such a model is asked.
import { AppError, appError } from '#lib/errors/app-error';
import { openGpu, type Gpu } from '#lib/local-models/gpu';
import { fromHub, sessionOn } from '#lib/local-models/hub';
import type { ModelFiles } from '#lib/local-models/types';
import type { Work } from '#lib/work/work';
import { fieldOf, isCallable, tensorOf } from '#lib/local-models/unknown';
import type { ChatAnswer, ChatRequest } from '../types';
import { shortName, type ChatPrecision, type LocalChat } from './settings';

export interface ChatModel {
  /** @throws AppError models/device-lost, models/unfit, internal/cancelled */
  answer(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer>;
  close(): Promise<void>;
}

/** Tokens of an answer where the request names none. */
const LONGEST = 2048;
/** What Qwen's authors advise beside the temperature where a model does not think; others do well with it too. */
const SAMPLING = { top_p: 0.8, top_k: 20 };

/** @throws AppError models/…, internal/cancelled */
export async function openChatModel(chat: LocalChat, files: ModelFiles, control: Work): Promise<ChatModel> {
  const search = chat.device === 'webgpu' && chat.precision !== 'q8' ? await openGpu(files) : null;
  const gpu = search?.found ? search.gpu : null;
  const precision = precisionOn(gpu, chat.precision);
  try {
    return await fromHub(chat, files, control, async (library, options) => {
      const { AutoConfig, AutoTokenizer, AutoModelForCausalLM } = library;
      const config = await AutoConfig.from_pretrained(chat.model, options);
      const tokenizer: unknown = await AutoTokenizer.from_pretrained(chat.model, options);
      // Before half a gigabyte is fetched for nothing.
      if (!fieldOf(tokenizer, 'chat_template')) {
        const reason = 'it has no form for a chat (chat_template), so it is no instructed model.';
        throw appError('models/unfit', { model: chat.model, reason }, { field: 'model' });
      }
      const model: unknown = await AutoModelForCausalLM.from_pretrained(chat.model, {
        ...options,
        dtype: precision,
        ...sessionOn(gpu, cacheNames(config))
      });
      const where = `${precision} on ${gpu ? `WebGPU (${gpu.name})` : 'WebAssembly'}`;
      return chatModel(`${shortName(chat)}, ${where}`, { library, tokenizer, model, gpu });
    });
  } catch (error) {
    gpu?.device.destroy();
    throw error;
  }
}

function precisionOn(gpu: Gpu | null, wanted: ChatPrecision): Exclude<ChatPrecision, 'auto'> {
  if (wanted !== 'auto') return wanted;
  if (!gpu) return 'q8';
  return gpu.hasHalf ? 'q4f16' : 'q4';
}

/** Outputs of a decoder that are read by its next step only, and stay on the GPU. Models that name them otherwise bring them back each time. */
function cacheNames(config: unknown): readonly string[] {
  const layers = fieldOf(config, 'num_hidden_layers');
  const count = typeof layers === 'number' ? layers : 0;
  return Array.from({ length: count }, (_, at) => [`present.${at}.key`, `present.${at}.value`]).flat();
}

interface Parts {
  readonly library: unknown;
  readonly tokenizer: unknown;
  readonly model: unknown;
  readonly gpu: Gpu | null;
}

function chatModel(name: string, { library, tokenizer, model, gpu }: Parts): ChatModel {
  const unfit = (reason: string, cause?: unknown) =>
    appError('models/unfit', { model: name, reason }, { field: 'model' }, cause);
  const method = (owner: unknown, key: string) => {
    const found = fieldOf(owner, key);
    if (!isCallable(found)) throw unfit('it is no language model');
    return (...values: readonly unknown[]): unknown => Reflect.apply(found, owner, values);
  };
  const template = method(tokenizer, 'apply_chat_template');
  const decode = method(tokenizer, 'decode');
  const generate = method(model, 'generate');
  const Interruptable = fieldOf(library, 'InterruptableStoppingCriteria');
  const seed = method(fieldOf(library, 'random'), 'seed');

  return {
    async answer({ messages, temperature, maxTokens, seed: number }, signal) {
      const stopping: unknown = isCallable(Interruptable) ? Reflect.construct(Interruptable, []) : null;
      const interrupt = method(stopping, 'interrupt');
      const stop = (): void => void interrupt();
      signal?.addEventListener('abort', stop);
      try {
        // Models that can think are told not to; what others think is taken out where answers are read.
        const input = template(messages, { add_generation_prompt: true, return_dict: true, enable_thinking: false });
        const asked = tensorOf(input, 'input_ids')?.dims.at(-1) ?? 0;
        if (signal?.aborted) throw appError('internal/cancelled', { what: 'The answer' });
        seed(number);
        const most = maxTokens > 0 ? maxTokens : LONGEST;
        const sampling = temperature > 0 ? { do_sample: true, temperature, ...SAMPLING } : { do_sample: false };
        const output = await generate({
          ...Object(input),
          max_new_tokens: most,
          stopping_criteria: stopping,
          ...sampling
        });
        if (signal?.aborted) throw appError('internal/cancelled', { what: 'The answer' });
        const ids = fieldOf(output, 'data');
        if (!(ids instanceof BigInt64Array)) throw unfit('it gave no tokens');
        const written = [...ids.subarray(asked)];
        const text = decode(written, { skip_special_tokens: true });
        return {
          text: typeof text === 'string' ? text : '',
          refusal: null,
          finish: written.length >= most ? 'length' : 'stop',
          usage: { inputTokens: asked, outputTokens: written.length },
          model: name
        };
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw unfit(error instanceof Error ? error.message : String(error), error);
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    async close() {
      await method(model, 'dispose')();
      gpu?.device.destroy();
    }
  };
}
