// What every artifact store does beside keeping bytes: an artifact is sealed when it is written, and what is read back is held against
// its seal, once a session each, and against the form that its reader expects. What does not fit (a flipped byte, a file cut short, another
// artifact's folder, a word in a number's place) is set aside under a name that says so, counts as missing from then on, and is said once.
// Where the bytes lie is the shelf's matter.
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from './digest';
import { arrayTypeOf } from './array-types';
import type { Artifact, ArtifactForm, ArtifactHead, ArtifactMeta, ArtifactStore, HeadForm, ToldBlocks } from './types';

export interface Sealed {
  readonly artifact: Artifact;
  /** null of what was stored before artifacts were sealed: only its id and its form can be checked. */
  readonly seal: string | null;
  /** What the seal says of each array, so that the rest can be checked without them; left out of what was stored before it was kept. */
  readonly blocks?: readonly string[];
}

/** The same where arrays are not read. */
export type SealedHead = Omit<Sealed, 'artifact'> & { readonly artifact: ArtifactHead };

/** Bytes that are there and cannot be an artifact. */
export interface Unreadable {
  readonly unreadable: string;
}

/** A place for artifacts that trusts what it is given. Failures of the place itself (no permission, a closed database) are thrown. */
export interface Shelf {
  read(id: string): Promise<Sealed | Unreadable | null>;
  readHead(id: string): Promise<SealedHead | Unreadable | null>;
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

/** What a seal says of each array. */
export async function blocksOf(arrays: Artifact['arrays']): Promise<string[]> {
  const blocks: string[] = [];
  for (const [name, block] of Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
    blocks.push(`${JSON.stringify(name)} ${arrayTypeOf(block)} ${await sha256Hex(bytes)}`);
  }
  return blocks;
}

function sealWith({ meta, json }: ArtifactHead, blocks: readonly string[]): Promise<string> {
  const { id, kind, version, digest, backend, adapter, created, seconds, bytes, machine } = meta;
  const where = machine
    ? [[machine.host, machine.processor, machine.runtime, machine.program, machine.job ?? null]]
    : [];
  const named = JSON.stringify([id, kind, version, digest, backend, adapter, created, seconds, bytes, ...where]);
  return sha256Hex(new TextEncoder().encode([named, JSON.stringify(json) ?? '', ...blocks].join('\n')));
}

/**
 * Its seal is SHA-256 over all that it is: what it is called, its JSON as it stands, every array.
 * @param told what `blocksOf` says of its arrays, where they were hashed just now
 */
export async function sealedOf(artifact: Artifact, told?: readonly string[]): Promise<Sealed> {
  const blocks = told ?? (await blocksOf(artifact.arrays));
  return { artifact, seal: await sealWith(artifact, blocks), blocks };
}

/**
 * Why this cannot be the artifact `id`; null where it is.
 * @param blocks what the seal says of its arrays, where those were not read, or were hashed just now
 */
export async function faultOf(
  id: string,
  { artifact, seal }: Pick<Sealed, 'artifact' | 'seal'> | SealedHead,
  blocks?: readonly string[]
): Promise<string | null> {
  if (artifact.meta.id !== id) return `it is another one (${artifact.meta.id.slice(0, 12)})`;
  const told = blocks ?? ('arrays' in artifact ? await blocksOf(artifact.arrays) : []);
  return seal === null || seal === (await sealWith(artifact, told)) ? null : 'its bytes are not those that were stored';
}

export function checkedStore(shelf: Shelf): ArtifactStore {
  /** Read and found whole in this session, with the forms that `check` found them to have. */
  const whole = new Map<string, Set<ArtifactForm>>();
  /** Those whose JSON was, whatever their arrays. */
  const heads = new Set<string>();
  const forget = (id: string): void => {
    whole.delete(id);
    heads.delete(id);
  };

  async function look(id: string, form?: ArtifactForm): Promise<Artifact | Unreadable | null> {
    const found = await shelf.read(id);
    if (found === null || 'unreadable' in found) return found;
    const fault = whole.has(id) ? null : await faultOf(id, found);
    const unreadable = fault ?? (form ? misfitOf(found.artifact, form) : null);
    if (unreadable !== null) return { unreadable };
    if (!whole.has(id)) whole.set(id, new Set());
    heads.add(id);
    return found.artifact;
  }

  async function lookAtHead(id: string, form?: HeadForm): Promise<ArtifactHead | Unreadable | null> {
    const found = await shelf.readHead(id);
    if (found === null || 'unreadable' in found) return found;
    const isKnown = heads.has(id);
    if (!isKnown && !found.blocks) return look(id, form);
    const fault = isKnown ? null : await faultOf(id, found, found.blocks);
    const unreadable = fault ?? (form ? misfitOf(found.artifact, form) : null);
    if (unreadable !== null) return { unreadable };
    heads.add(id);
    return found.artifact;
  }

  /** What `read` finds. What does not fit is set aside. @throws AppError storage/damaged for that */
  async function found<Found extends object>(
    id: string,
    read: () => Promise<Found | Unreadable | null>
  ): Promise<Found | null> {
    let found = await read();
    for (let reads = 1; found !== null && 'unreadable' in found && reads < READS; reads++) found = await read();
    if (found === null || !('unreadable' in found)) return found;
    const aside = `${id}.damaged-${new Date().toISOString().replace(/\W/g, '')}`;
    forget(id);
    // Where it cannot be moved (no permission, no room), it is said each time.
    const isAside = await shelf.moveAside(id, aside).then(yes, no);
    throw appError('storage/damaged', { id, reason: found.unreadable, ...(isAside ? { aside } : {}) });
  }

  async function putAll(list: readonly Artifact[], told?: ToldBlocks): Promise<void> {
    const sealed = await Promise.all(list.map((artifact) => sealedOf(artifact, told?.get(artifact.meta.id))));
    for (const { meta } of list) forget(meta.id);
    await shelf.write(sealed);
  }

  return {
    get: (id, form) => found(id, () => look(id, form)),
    getHead: (id, form) => found(id, () => lookAtHead(id, form)),
    async check(id, form) {
      if (whole.get(id)?.has(form) && (await shelf.readMeta(id))) return true;
      const artifact = await found(id, () => look(id, form));
      if (artifact) whole.get(id)?.add(form);
      return artifact !== null;
    },
    async getMeta(id) {
      const meta = await shelf.readMeta(id);
      return meta?.id === id ? meta : null;
    },
    put: (artifact) => putAll([artifact]),
    putAll,
    async writeIf(id, base, artifact) {
      forget(id);
      return shelf.writeIf(id, base, artifact && (await sealedOf(artifact)));
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
export function misfitOf<Read>(artifact: Read, form: (artifact: Read) => unknown): string | null {
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
