// Who answers: a server, or a small language model on the reader's machine, and which one then. Settings that profiles and re-ranking share;
// no code of either.
import { DEVICES, type Device } from '#lib/local-models/types';
import type { SettingField } from '#lib/settings/field';

export const PROVIDERS = ['openai', 'local'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export const CHAT_PRECISIONS = ['auto', 'q4f16', 'q4', 'q8', 'fp16', 'fp32'] as const;
export type ChatPrecision = (typeof CHAT_PRECISIONS)[number];

interface KnownChat {
  readonly model: string;
  readonly revision: string;
  readonly licence: string;
  /** Bytes of the files that are fetched, by weights, as others have published them for this commit. */
  readonly bytes: Readonly<Partial<Record<ChatPrecision, number>>>;
}

/**
 * Qwen3-0.6B as ONNX, at a commit that others have pinned too. Sizes: of q8 by the byte, of q4f16 and q4 in MB; 9 MB of each are the
 * vocabulary. None could be fetched where this was written.
 */
export const KNOWN_CHAT: KnownChat = {
  model: 'onnx-community/Qwen3-0.6B-ONNX',
  revision: 'da1453100cf3ff33ef56d17983fc7a8648706db6',
  licence: 'Apache-2.0',
  bytes: { q4f16: 579e6, q4: 928e6, q8: 626_816_064 }
};

/** A model of this machine. */
export interface LocalChat {
  readonly model: string;
  readonly revision: string;
  readonly precision: ChatPrecision;
  readonly device: Device;
}

export type Provider = { readonly kind: 'openai' } | { readonly kind: 'local'; readonly chat: LocalChat };

const ONLY = 'Only with provider: local.';

/** Whom to ask; the model's name is the asking cell's own. */
export const PROVIDER_FIELD = {
  key: 'provider',
  label: 'Provider',
  help: 'openai: the endpoint under Settings. local: a small language model on this machine, without a key; its weights are downloaded once (0.6 GB), and it writes less well.',
  type: 'choice',
  default: 'openai',
  options: PROVIDERS,
  identifies: 'unless-default'
} as const satisfies SettingField;

/** Which local model, and how it runs. */
export const LOCAL_CHAT_FIELDS = [
  {
    key: 'revision',
    label: 'Revision',
    help: `A commit of the model on the hub, so that others get the same weights. ${ONLY}`,
    type: 'text',
    default: 'main',
    defaultBy: { key: 'model', values: { [KNOWN_CHAT.model]: KNOWN_CHAT.revision } },
    maxLength: 100,
    identifies: 'unless-default'
  },
  {
    key: 'precision',
    label: 'Weights',
    help: `auto: q4f16 on a GPU that computes with sixteen bits, q4 on others, q8 on WebAssembly. ${ONLY}`,
    type: 'choice',
    default: 'auto',
    options: CHAT_PRECISIONS,
    identifies: 'unless-default'
  },
  {
    key: 'device',
    label: 'Device',
    help: `webgpu: on the GPU where there is one, else on WebAssembly, which takes minutes an answer. ${ONLY}`,
    type: 'choice',
    default: 'webgpu',
    options: DEVICES,
    identifies: 'never'
  }
] as const satisfies readonly SettingField[];

/** Advised by Qwen's authors for answers without thoughts; always the likeliest word makes small models repeat themselves. */
export const LOCAL_TEMPERATURE = 0.7;

/** Default of the setting `model`, where the provider is local. */
export const LOCAL_MODEL_DEFAULT = { key: 'provider', values: { local: KNOWN_CHAT.model } } as const;

interface ReadsProvider {
  text(key: string): string;
  choice<const Option extends string>(key: string, options: readonly Option[]): Option;
}

/** Whom to ask, and under which name its answers are kept: that of a local model has its commit, and its weights where they are named. */
export function readProvider(read: ReadsProvider): { readonly provider: Provider; readonly model: string } {
  const model = read.text('model').trim();
  if (read.choice('provider', PROVIDERS) === 'openai') return { provider: { kind: 'openai' }, model };
  const chat: LocalChat = {
    model,
    revision: read.text('revision').trim(),
    precision: read.choice('precision', CHAT_PRECISIONS),
    device: read.choice('device', DEVICES)
  };
  const weights = chat.precision === 'auto' ? '' : ` ${chat.precision}`;
  return { provider: { kind: 'local', chat }, model: `${shortName(chat)}${weights}` };
}

/** With the commit as it is usually shortened. */
export const shortName = ({ model, revision }: Pick<LocalChat, 'model' | 'revision'>): string =>
  `${model}@${/^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision}`;

/** MB that are fetched, for the weights that each device would take; null where nobody has said. */
export function downloadSize({ model, revision, precision }: LocalChat): {
  readonly gpu: number | null;
  readonly wasm: number | null;
} {
  const known = model === KNOWN_CHAT.model && revision === KNOWN_CHAT.revision ? KNOWN_CHAT.bytes : {};
  const of = (auto: ChatPrecision): number | null => {
    const bytes = known[precision === 'auto' ? auto : precision];
    return bytes === undefined ? null : Math.round(bytes / 1e6);
  };
  return { gpu: of('q4f16'), wasm: of('q8') };
}
