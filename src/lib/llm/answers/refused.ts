// A question that a server does not take, while it may take others: what is kept of it, and when it is clear that it takes none.
import { appError } from '#lib/errors/app-error';
import type { CallFailure } from '../words/failure';
import type { HandedBack } from '../queue';

export type Refused = Extract<CallFailure, { kind: 'refused' }>;

const SENTENCES: Readonly<Record<Refused['why'], string>> = {
  filter: 'a filter of the service refused it',
  length: 'it is too long for the model',
  form: 'the service could not have it answered as JSON'
};

/** For the reader: our word on it and the server's. */
export const refusalDetail = ({ why, said }: Refused): string =>
  said === '' ? SENTENCES[why] : `${SENTENCES[why]}: ${said}`;

/** What is left of a single question when the request can change no more. */
export const refusedBy = (failure: HandedBack): Refused =>
  failure.kind === 'refused' ? failure : { kind: 'refused', why: 'length', said: '' };

/** So many refusals with nothing between them are no matter of single questions. */
const TOO_MANY = 50;

/** Marks of refused questions. They are kept from the first answer on: until then the server may be refusing everything. */
export class RefusalMarks<Mark> {
  readonly #waiting: Mark[] = [];
  #firstDetail: string | null = null;
  readonly #host: string;
  #takesSome: boolean;
  readonly #keep: (marks: readonly Mark[]) => Promise<void>;

  /** @param takesSome whether this server has answered before */
  constructor(host: string, takesSome: boolean, keep: (marks: readonly Mark[]) => Promise<void>) {
    this.#host = host;
    this.#takesSome = takesSome;
    this.#keep = keep;
  }

  /** @throws AppError llm/all-refused */
  async refused(mark: Mark, detail: string): Promise<void> {
    if (this.#takesSome) return this.#keep([mark]);
    this.#waiting.push(mark);
    this.#firstDetail ??= detail;
    if (this.#waiting.length < TOO_MANY) return;
    throw appError('llm/all-refused', { host: this.#host, count: TOO_MANY, said: this.#firstDetail });
  }

  async answered(): Promise<void> {
    this.#takesSome = true;
    await this.end();
  }

  /** Nothing is left to ask. */
  async end(): Promise<void> {
    const marks = this.#waiting.splice(0);
    if (marks.length > 0) await this.#keep(marks);
  }
}
