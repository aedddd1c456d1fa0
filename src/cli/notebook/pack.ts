// npm run notebook -- pack FILE.md --out FOLDER|FILE.zip: the built site and one notebook with its data, stored results and trained runs, as a
// folder for any static server, also where there is no network. The notebook is run first, as the same command without `pack` does: what is
// stored is taken, the rest is made.
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { zipOf } from '#lib/dataset/bytes/zip-writer';
import { diskFile, folderFiles } from '#lib/dataset/bytes/input-files.node';
import type { DataFile } from '#lib/dataset/formats/writer';
import { inputsSource, type FileSource } from '#lib/dataset/sources/source';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import { BUNDLED_RUNS_VERSION, readBundledIndex } from '#lib/engine/bundled-runs';
import { appError } from '#lib/errors/app-error';
import { setInCells } from '#lib/notebook/document/edit';
import { isWeb, withRuns } from '#lib/notebook/document/front-matter';
import { parseNotebook, type NotebookDocument } from '#lib/notebook/document/parse';
import type { NotebookIds } from '#lib/notebook/kinds/inputs';
import { kindOf } from '#lib/notebook/kinds/registry';
import { identifyCells } from '#lib/notebook/plan/identify';
import { Artifacts } from '#lib/notebook/run/artifacts';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { packArtifact } from '#lib/storage/packed';
import { startPage } from './pack-page';

/** The notebook's folder in the pack. */
const HERE = 'pack';

export interface PackFile {
  /** In the pack. */
  readonly path: string;
  readonly content: { readonly from: string } | { readonly bytes: Uint8Array };
}

export interface PackAsked {
  readonly document: NotebookDocument;
  readonly text: string;
  /** The notebook's file. */
  readonly file: string;
  /** Folder of the built site. */
  readonly site: string;
  /** Folder of the bundled data sets. */
  readonly bundled: string;
  readonly env: NotebookEnvironment;
  /** The results file, as text. */
  readonly results: string;
}

/** Where data of the notebook's own lie now, by where they lie in the pack. */
interface OwnData {
  readonly text: string;
  readonly places: ReadonlyMap<string, string>;
}

/**
 * Everything that goes into the pack.
 * @throws AppError notebook/bad-pack where its data would not be read from a web server as they are here
 */
export async function packFiles(asked: PackAsked): Promise<readonly PackFile[]> {
  const { document, file, site, env, results } = asked;
  const own = await ownData(asked);
  const found = await identifyCells(document, env, new Artifacts(env.store));
  await holdDataToIds(found, own, asked);
  const ids = idsToTake(found);
  const isOfSite = document.runs?.from === 'site' && (await siteHas(site, ids));
  const name = basename(file, extname(file));
  const text = isOfSite || ids.length === 0 ? own.text : withRuns(own.text, 'runs/');
  const inPack: PackFile[] = [
    { path: `${name}.md`, content: asText(text) },
    { path: `${name}.results.json`, content: asText(results) },
    { path: 'index.html', content: asText(startPage(document.title || name, `${name}.md`)) },
    ...(await dataFiles(own.places)),
    ...(isOfSite ? [] : await runFiles(ids, env))
  ];
  return [...(await siteFiles(site)), ...inPack.map(({ path, content }) => ({ path: `${HERE}/${path}`, content }))];
}

const asText = (text: string): PackFile['content'] => ({ bytes: new TextEncoder().encode(text) });

async function siteFiles(site: string): Promise<readonly PackFile[]> {
  const files = await folderFiles(site);
  return files.map(({ path }) => ({ path, content: { from: join(site, path) } }));
}

/** The text with data from beside the notebook named by where they lie in the pack. Bundled data and addresses stay as they are. */
async function ownData({ document, text, file, bundled }: PackAsked): Promise<OwnData> {
  const places = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const { name, values } of document.cells) {
    const { source } = values;
    if (typeof source !== 'string' || isWeb(source)) continue;
    if (/^[\w-]+$/.test(source) && (await stat(join(bundled, source)).catch(() => null))?.isDirectory()) continue;
    const from = resolve(dirname(file), source);
    const isFolder = (await stat(from).catch(() => null))?.isDirectory() ?? false;
    const to = isFolder ? `data/${name}/` : `data/${name}/${basename(from)}`;
    places.set(to, from);
    sources.set(name, to);
  }
  return { text: setInCells(text, 'source', sources), places };
}

/** A source as a web server gives it: of a folder nobody can list the files. */
async function asServed(place: string, from: string): Promise<FileSource> {
  if (!place.endsWith('/')) return inputsSource(place, [await diskFile(from, basename(from))]);
  const { name, has, read } = folderSource(from);
  return { name, has, read };
}

/** Holds the ids of the packed notebook to those of the notebook: else results and runs would not fit the data. */
async function holdDataToIds(found: NotebookIds, { text, places }: OwnData, { file, env }: PackAsked): Promise<void> {
  const packed = await identifyCells(
    parseNotebook(text, file),
    {
      ...env,
      async openSource(source, notebook) {
        const from = places.get(source);
        return from === undefined ? env.openSource(source, notebook) : asServed(source, from);
      }
    },
    new Artifacts(env.store)
  );
  for (const [name, { id }] of found.ids) {
    if (packed.ids.get(name)?.id === id) continue;
    const [problem] = packed.problems.values();
    throw appError('notebook/bad-pack', {
      cell: name,
      reason: problem?.message ?? 'its files are read in another way'
    });
  }
}

/** Ids of trained runs, and of what a service or a large model made: it costs money or time, and may not be had where the pack is. */
function idsToTake({ graph, ids }: NotebookIds): readonly string[] {
  const found = [...ids].flatMap(([name, { id, runs }]) => {
    const cell = graph.cells.get(name);
    const isCostly = cell !== undefined && cell.kind !== 'dataset' && kindOf(cell.kind).runsIn?.(cell) === 'io';
    return [...runs.map((run) => run.id), ...(isCostly ? [id] : [])];
  });
  return [...new Set(found)];
}

async function siteHas(site: string, ids: readonly string[]): Promise<boolean> {
  const json: unknown = JSON.parse(await readFile(join(site, 'runs', 'index.json'), 'utf8'));
  const has = new Set(readBundledIndex(json));
  return ids.every((id) => has.has(id));
}

async function runFiles(ids: readonly string[], { store }: NotebookEnvironment): Promise<readonly PackFile[]> {
  const files: PackFile[] = [];
  const listed: string[] = [];
  for (const id of ids) {
    const artifact = await store.get(id);
    // Not every set of vectors is stored under the cell's own id.
    if (!artifact) continue;
    listed.push(id);
    files.push({ path: `runs/${id}.bin`, content: { bytes: await packArtifact(artifact) } });
  }
  const index = { version: BUNDLED_RUNS_VERSION, runs: listed };
  return [...files, { path: 'runs/index.json', content: asText(`${JSON.stringify(index, null, 2)}\n`) }];
}

async function dataFiles(places: OwnData['places']): Promise<readonly PackFile[]> {
  const files: PackFile[] = [];
  for (const [to, from] of places) {
    if (!to.endsWith('/')) files.push({ path: to, content: { from } });
    else
      for (const { path } of await folderFiles(from))
        files.push({ path: to + path, content: { from: join(from, path) } });
  }
  return files;
}

const isZip = (out: string): boolean => /\.zip$/i.test(out);

/** @throws AppError notebook/bad-argument where the pack would be mixed with other files, or could not be written */
export async function checkPackOut(out: string): Promise<void> {
  const refused = (reason: string) => appError('notebook/bad-argument', { reason: `--out ${reason}` });
  const found = await stat(out).catch(() => null);
  if (isZip(out)) {
    if (found && !found.isFile()) throw refused(`is ${out}, which is no file`);
    if (!(await stat(dirname(out)).catch(() => null))?.isDirectory())
      throw refused(`names a file in ${dirname(out)}, which is no folder`);
    return;
  }
  if (found && !found.isDirectory()) throw refused(`is ${out}, which is no folder; a zip's name ends with .zip`);
  if (found && (await readdir(out)).length > 0) throw refused(`is ${out}, a folder that holds other files already`);
}

/** Writes a pack, whole or not at all. @returns its size in bytes @throws AppError storage/write-failed */
export async function writePack(out: string, files: readonly PackFile[]): Promise<number> {
  const temporary = `${out}.${process.pid}.writing`;
  try {
    const size = isZip(out) ? await writeZip(temporary, files) : await writeFolder(temporary, files);
    if (!isZip(out)) await rm(out, { recursive: true, force: true });
    await rename(temporary, out);
    return size;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw appError('storage/write-failed', { what: out, reason }, {}, error);
  }
}

async function writeFolder(folder: string, files: readonly PackFile[]): Promise<number> {
  let size = 0;
  for (const { path, content } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    if ('from' in content) await copyFile(content.from, file);
    else await writeFile(file, content.bytes);
    size += (await stat(file)).size;
  }
  return size;
}

async function writeZip(file: string, files: readonly PackFile[]): Promise<number> {
  let size = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (const chunk of zipOf(await inMemory(files))) {
      size += chunk.length;
      yield chunk;
    }
  };
  await pipeline(chunks, createWriteStream(file));
  return size;
}

/** The zip's writer takes what is there. */
function inMemory(files: readonly PackFile[]): Promise<readonly DataFile[]> {
  return Promise.all(
    files.map(async ({ path, content }) => {
      const bytes = 'from' in content ? await readFile(content.from) : content.bytes;
      return { path, chunks: [Uint8Array.from(bytes)] };
    })
  );
}
