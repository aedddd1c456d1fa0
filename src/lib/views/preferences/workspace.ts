// The workspace that pages and engine share: one database of documents and artifacts in this browser.
export const WORKSPACE = 'default';
