// The one place where the document tools (parser, renderer, schemas) are fetched, on demand; and their type.
import type * as tools from './tools';

export type DocumentTools = typeof tools;

export function loadTools(): Promise<DocumentTools> {
  return import('./tools');
}
