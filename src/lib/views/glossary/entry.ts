// What an entry of the glossary holds. Types alone.
import type { PictureName } from './pictures';

export interface EntryOf<Id extends string> {
  /** The last part of its address: "/glossary/#recall". */
  readonly id: Id;
  readonly name: string;
  /** How prose writes it, in small letters: its first occurrence on a page becomes a link. None where prose means other things by the word. */
  readonly words: readonly string[];
  /** One sentence or two, for somebody who knows a little statistics and no recommenders. */
  readonly says: string;
  /** As the paper writes it (Ren et al., WWW 2024). */
  readonly symbol?: string;
  /** Of the paper, "3.2" or "3.3, eq. 16". */
  readonly section?: string;
  readonly picture?: PictureName;
  readonly see?: readonly Id[];
}
