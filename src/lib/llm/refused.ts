// A question that a server does not take, while it may take others: what is kept of it. Pure.
import type { CallFailure } from './failure';
import type { HandedBack } from './queue';

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
