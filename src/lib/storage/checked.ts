// What every artifact store does beside keeping bytes: an artifact is sealed when it is written, and what is read back is held against
// its seal, once a session each, and against the form that its reader expects. What does not fit (a flipped byte, a file cut short, another
// artifact's folder, a word in a number's place) is set aside under a name that says so, counts as missing from then on, and is said once.
// Where the bytes lie is the shelf's matter.
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from './digest';
import { arrayTypeOf } from './browser/schema';
import type { Artifact, ArtifactForm, ArtifactMeta, ArtifactStore } from './types';

export interface Sealed {
  readonly artifact: Artifact;
  /** null of what was stored before artifacts were sealed: only its id and its form can be checked. */
  readonly seal: string | null;
}

/** Bytes that are there and cannot be an artifact. */
export interface Unreadable {
  readonly unreadable: string;
}

/** A place for artifacts that trusts what it is given. Failures of the place itself (no permission, a closed database) are thrown. */
export interface Shelf {
  read(id: string): Promise<Sealed | Unreadable | null>;
  readMeta(id: string): Promise<ArtifactMeta | null>;
  write(list: readonly Sealed[]): Promise<void>;
  /** As `ArtifactStore.writeIf`. */
  writeIf(id: string, base: string | null, sealed: Sealed | null): Promise<boolean>;
  /** Moves what lies under `id` to another name; `get(id)` is null afterwards. */
  moveAside(id: string, name: string): Promise<void>;
  delete(id: string): Promise<void>;
  list(): Promise<readonly ArtifactMeta[]>;
}

/** Times that what is read may be half of an old and half of a new artifact, because another process is just replacing it. */
const READS = 3;

/** SHA-256 over all that an artifact is: what it is called, its JSON as it stands, every array. */
export async function sealOf({ meta, json, arrays }: Artifact): Promise<string> {
  const { id, kind, version, digest, backend, adapter, created, seconds, bytes } = meta;
  const parts = [
    JSON.stringify([id, kind, version, digest, backend, adapter, created, seconds, bytes]),
    JSON.stringify(json) ?? ''
  ];
  for (const [name, block] of Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytesOfBlock = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
    parts.push(`${JSON.stringify(name)} ${arrayTypeOf(block)} ${await sha256Hex(bytesOfBlock)}`);
  }
  return sha256Hex(new TextEncoder().encode(parts.join('\n')));
}

/** Why this cannot be the artifact `id`; null where it is. */
export async function faultOf(id: string, { artifact, seal }: Sealed): Promise<string | null> {
  if (artifact.meta.id !== id) return `it is another one (${artifact.meta.id.slice(0, 12)})`;
  if (seal !== null && seal !== (await sealOf(artifact))) return 'its bytes are not those that were stored';
  return null;
}

export function checkedStore(shelf: Shelf): ArtifactStore {
  /** Read and found whole in this session, with the forms that they were found to have. */
  const whole = new Map<string, Set<ArtifactForm>>();

  async function look(id: string, form?: ArtifactForm): Promise<Artifact | Unreadable | null> {
    const found = await shelf.read(id);
    if (found === null || 'unreadable' in found) return found;
    const known = whole.get(id);
    const fault = known ? null : await faultOf(id, found);
    const misfit = fault === null && form && !known?.has(form) ? misfitOf(found.artifact, form) : null;
    const unreadable = fault ?? misfit;
    if (unreadable !== null) return { unreadable };
    whole.set(id, new Set([...(known ?? []), ...(form ? [form] : [])]));
    return found.artifact;
  }

  async function putAll(list: readonly Artifact[]): Promise<void> {
    const sealed = await Promise.all(list.map(async (artifact) => ({ artifact, seal: await sealOf(artifact) })));
    for (const { meta } of list) whole.delete(meta.id);
    await shelf.write(sealed);
  }

  return {
    async get(id, form) {
      let found = await look(id, form);
      for (let read = 1; found !== null && 'unreadable' in found && read < READS; read++) found = await look(id, form);
      if (found !== null && 'unreadable' in found) {
        const aside = `${id}.damaged-${new Date().toISOString().replace(/\W/g, '')}`;
        whole.delete(id);
        // Where it cannot be moved (no permission, no room), it is said each time.
        const isAside = await shelf.moveAside(id, aside).then(yes, no);
        throw appError('storage/damaged', { id, reason: found.unreadable, ...(isAside ? { aside } : {}) });
      }
      return found;
    },
    async getMeta(id) {
      const meta = await shelf.readMeta(id);
      return meta?.id === id ? meta : null;
    },
    put: (artifact) => putAll([artifact]),
    putAll,
    async writeIf(id, base, artifact) {
      whole.delete(id);
      return shelf.writeIf(id, base, artifact && { artifact, seal: await sealOf(artifact) });
    },
    delete: (id) => shelf.delete(id),
    list: () => shelf.list()
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** The digest of what lies under an id, as `writeIf` compares it; null where nothing that can be read does. */
export const baseOf = (id: string, meta: ArtifactMeta | null): string | null => (meta?.id === id ? meta.digest : null);

/** Why this is not what is read under its id; null where it is. */
export function misfitOf(artifact: Artifact, form: ArtifactForm): string | null {
  try {
    form(artifact);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The reason of a failure, to stand within a sentence. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.\s*$/, '');
