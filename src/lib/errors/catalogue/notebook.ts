// Notebook documents, cells and the graph between them.
export const notebookErrors = {};
