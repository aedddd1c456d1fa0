// IndexedDB and the folder on disk.
export const storageErrors = {
  'storage/unavailable': (d: { reason: string }) => ({
    message: `The browser's storage could not be opened: ${d.reason}.`,
    cure: 'Allow storage for this page, use a normal window, or free disk space; then try again.'
  }),
  'storage/blocked': (_: object) => ({
    message: 'Another tab holds an older version of the storage open.',
    cure: 'Close the other tabs of this page, then reload.'
  }),
  'storage/newer': (_: object) => ({
    message: 'The storage was written by a newer version of this page.',
    cure: 'Reload the page to get that version; nothing was changed.'
  }),
  'storage/quota': (d: { bytes: number }) => ({
    message: `The browser has no room for another ${(d.bytes / 2 ** 20).toFixed(1)} MB.`,
    cure: 'Delete stored results you no longer need (page Settings), free disk space, or leave a private window; then run the cell again. Finished cells are kept, in memory until the tab is closed where they are not stored.'
  }),
  'storage/write-failed': (d: { what: string; reason: string }) => ({
    message: `${d.what} could not be stored: ${d.reason}.`,
    cure: 'Nothing half-written was kept. Check the free space and permissions, then run the cell again.'
  }),
  'storage/read-failed': (d: { reason: string }) => ({
    message: `A stored result could not be read: ${d.reason}.`,
    cure: 'Check the disk and the permissions of the folder, then try again. Nothing was changed.'
  }),
  'storage/damaged': (d: { id: string; reason: string; aside?: string }) => ({
    message: `The stored artifact ${d.id.slice(0, 12)} is damaged: ${d.reason}. It is not used${d.aside === undefined ? '' : `, and set aside as ${d.aside}`}.`,
    cure: 'It counts as missing: run its cell again to make it anew, or bring the files again that it was read from.'
  })
};
