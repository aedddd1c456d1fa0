// What can be said of files before they are imported: which format they are and why, how they would be read, and their first
// rows. Types only.
import type { ReadingSettings } from '../imports/record';

/** One way in which the reader may say that the files are to be read otherwise. A key of the dataset cell. */
export interface ReadingField {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'choice' | 'text' | 'boolean' | 'number';
  /** Of a choice; "" means none. */
  readonly options?: readonly string[];
  readonly value: string | number | boolean;
  /** Why it was guessed so; absent where the reader said it. */
  readonly because?: string;
}

export interface InspectedFile {
  readonly path: string;
  readonly bytes: number | null;
  readonly role: 'interactions' | 'items' | 'users' | 'ignored';
  /** What it is taken for, or why it is ignored. */
  readonly because?: string;
}

export interface Preview {
  readonly path: string;
  readonly columns: readonly string[];
  /** Texts cut short. */
  readonly rows: readonly (readonly string[])[];
}

/** What only the reader can say: the answers are fields. */
export interface InspectionQuestion {
  readonly text: string;
  /** Keys of fields, each with a guess; '' where there is none. */
  readonly answers: readonly { readonly key: string; readonly guess: string }[];
}

export interface Inspection {
  readonly format: string;
  readonly label: string;
  readonly reason: string;
  /** All formats, to say otherwise. */
  readonly formats: readonly { readonly name: string; readonly label: string }[];
  readonly files: readonly InspectedFile[];
  readonly fields: readonly ReadingField[];
  /** All settings as they would be used now. */
  readonly settings: ReadingSettings;
  readonly previews: readonly Preview[];
  /** Left out where nothing is open. */
  readonly question?: InspectionQuestion;
  /** A sentence each. */
  readonly remarks: readonly string[];
}
