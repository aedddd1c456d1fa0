// What has been imported and added, read from storage by the page itself: a list needs no worker.
import { Attachments, type AttachmentRecord } from '#lib/dataset/attached/attachments';
import { Imports } from '#lib/dataset/imports/imports';
import type { ImportRecord } from '#lib/dataset/imports/record';
import { openWorkspace } from '#lib/storage/browser/indexeddb';
import type { ArtifactStore } from '#lib/storage/types';

async function listed<Entry>(
  workspace: string,
  list: (artifacts: ArtifactStore) => Promise<readonly Entry[]>
): Promise<readonly Entry[]> {
  const { artifacts, close } = await openWorkspace(workspace);
  try {
    return await list(artifacts);
  } finally {
    close();
  }
}

export const listImports = (workspace: string): Promise<readonly ImportRecord[]> =>
  listed(workspace, (artifacts) => new Imports(artifacts).list());

export const listAttachments = (workspace: string): Promise<readonly AttachmentRecord[]> =>
  listed(workspace, (artifacts) => new Attachments(artifacts).list());
