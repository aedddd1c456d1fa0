// Fetches the document tools (parser, renderer, schemas) on demand, in this one place; and names their type.
import type * as tools from './tools';

export type DocumentTools = typeof tools;

export function loadTools(): Promise<DocumentTools> {
  return import('./tools');
}
