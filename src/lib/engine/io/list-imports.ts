// What has been imported, read from storage by the page itself: a list needs no worker.
import { Imports } from '#lib/dataset/imports/imports';
import type { ImportRecord } from '#lib/dataset/imports/record';
import { openWorkspace } from '#lib/storage/indexeddb';

export async function listImports(workspace: string): Promise<readonly ImportRecord[]> {
  const { artifacts, close } = await openWorkspace(workspace);
  try {
    return await new Imports(artifacts).list();
  } finally {
    close();
  }
}
