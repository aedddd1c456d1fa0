// How far the bits of a result go: what a card says of the backend that made it (docs/architecture.md, "Numbers"). Pure.
import { WASM_ADAPTERS, type BackendName } from '#kernels/backend/choices';

const REACH: Readonly<Record<BackendName, string>> = {
  wasm: 'in every browser and in Node, where the adapter has the same name',
  webgpu: 'twice on one device and driver; others may differ in the last bits',
  cpu: 'twice in one JavaScript engine; others may differ in the last bits'
};
/** Fused operations round once where the processor has them, and twice where not. */
const RELAXED = 'twice on one kind of processor in one browser; others may differ in the last bits';
const BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(REACH));

/** Where the same notebook gives the same bits again; null for a backend of which nothing is promised. */
export const sameBits = (backend: string, adapter: string): string | null =>
  adapter === WASM_ADAPTERS.relaxed ? RELAXED : (BY_NAME.get(backend) ?? null);
