// Reads files as a reader gives them to the page: dropped (folders among them), chosen, or a whole folder opened. Browser only.
import type { PickedFile } from '#lib/engine/io/protocol';

/** Files of an input; `webkitRelativePath` is there where a folder was opened. */
export function pickedFromInput(files: Iterable<File>): PickedFile[] {
  return [...files].filter(isVisible).map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Everything below what was dropped, folders walked through. Must be called while the drop is handled. */
export async function pickedFromDrop(transfer: DataTransfer): Promise<PickedFile[]> {
  // The list is empty as soon as the event is over: entries are taken first, then walked.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return pickedFromInput(transfer.files);
  const found = await Promise.all(entries.map((entry) => walk(entry)));
  return found.flat().filter(({ file }) => isVisible(file));
}

async function walk(entry: FileSystemEntry): Promise<PickedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) return [{ path, file: await fileOf(entry) }];
  if (!isFolder(entry)) return [];
  const found: PickedFile[] = [];
  const reader = entry.createReader();
  // A reader gives a hundred entries at a time, and none when it is through.
  for (;;) {
    const batch = await entriesOf(reader);
    if (batch.length === 0) return found;
    for (const child of batch) for (const one of await walk(child)) found.push(one);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((done, fail) => entry.file(done, fail));
const entriesOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((done, fail) => reader.readEntries(done, fail));

/** Not what systems leave beside files. */
const isVisible = (file: File): boolean => !/^(\.|Thumbs\.db$|desktop\.ini$)/i.test(file.name);
