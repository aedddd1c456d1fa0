// Runs that nobody trained, for benchmarks of lists and stores: as many as are asked for, and some of them as a store from elsewhere in a zip.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { builtStore } from './built-store.mjs';
import { root } from './setup.mjs';

const EPOCHS = 60;

/** As text, since pages need it too. */
export const runCode = `(at) => {
  const numbers = (value) => ({ '5': value / 4, '10': value / 2, '20': value });
  const value = 0.2 + (at % 997) / 10000;
  const metrics = { recall: numbers(value), ndcg: numbers(value * 0.8) };
  const treatment = { backbone: 'lightgcn', alignment: at % 3 === 0 ? 'none' : 'contrastive', dimensions: 32, layers: 1 + (at % 4),
    reg_weight: 1e-7, learning_rate: at % 2 === 0 ? 0.001 : 0.005, batch_size: 4096, epochs: ${EPOCHS}, validate_every: 1, patience: 5,
    patience_steps: 0, temperature: 0.2, weight: 0.1 + (at % 7) / 10, hidden: 64, keep: 0.8, negatives: 1 };
  const epochs = Array.from({ length: ${EPOCHS} }, (_, epoch) => ({ epoch, seconds: 1, val: metrics,
    losses: { bpr_loss: 1 / (epoch + 1), reg_loss: 0.01, kd_loss: 0.2 } }));
  const id = at.toString(16).padStart(8, '0').repeat(8);
  return {
    meta: { id, kind: 'run', version: 1, digest: id, backend: at % 50 === 0 ? 'imported' : 'wasm', adapter: 'made up',
      created: new Date(1.7e12 + at * 6e5).toISOString(), seconds: 30 + (at % 100), bytes: 9000 },
    json: { label: at % 3 === 0 ? 'LightGCN' : 'LightGCN-Con', backbone: 'lightgcn', alignment: treatment.alignment,
      provenance: { dataset: at % 5 === 0 ? 'Films' : 'Books', splitHash: (at % 5 === 0 ? 'a1' : 'b2').repeat(32), treatment,
        versions: { notebook: '1' } },
      result: { seed: 2000 + (at % 10), epochs, best_epoch: 40, val: metrics, test: metrics } },
    arrays: { userEmbeddings: new Float32Array(512), itemEmbeddings: new Float32Array(512), testUsers: new Int32Array(100),
      testRecall20: new Float32Array(100), testNdcg20: new Float32Array(100) }
  };
}`;
export const runFor = new Function(`return ${runCode}`)();

/** Numbers of an array of the runs in an archive: half a megabyte. */
const NUMBERS = 2 ** 17;

/** The stores' code in Node, for artifacts in a folder. @param {string} scratch folder for what is built */
export const folderStores = async (scratch) =>
  (await import(pathToFileURL(await builtStore(root, 'folder', join(scratch, 'code'))).href)).openFolderStore;

/**
 * A store with runs of a megabyte each, as a zip that packs no better than trained vectors do.
 * @param {{ scratch: string, first: number, count: number }} of which runs
 * @returns {Promise<{ archive: string, megabytes: number }>}
 */
export async function archiveOfRuns({ scratch, first, count }) {
  const folder = join(scratch, `elsewhere-${first}`);
  const store = await (await folderStores(scratch))(folder);
  const vectors = () => Float32Array.from({ length: NUMBERS }, () => Math.random() - 0.5);
  for (let at = first; at < first + count; at++) {
    const run = runFor(at);
    const arrays = { ...run.arrays, userEmbeddings: vectors(), itemEmbeddings: vectors() };
    await store.put({ ...run, meta: { ...run.meta, bytes: 8 * NUMBERS }, arrays });
  }
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(folder, name)).isFile()) files[name] = readFileSync(join(folder, name));
  const archive = `${folder}.zip`;
  writeFileSync(archive, zipSync(files));
  return { archive, megabytes: statSync(archive).size / 1e6 };
}
