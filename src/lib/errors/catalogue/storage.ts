// IndexedDB and the folder on disk.
export const storageErrors = {};
