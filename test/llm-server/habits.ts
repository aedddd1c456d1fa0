// What kinds of servers do always, after what they are known to send: refusals outside `{"error": {…}}`, filters, limits, and answers
// in an envelope of their own. Not faults: a habit is there on every call. Bodies are made up; their forms are those of the servers named.
import type { Reply } from './replies';
import { contentText, type ChatBody, type EmbeddingBody, type Request } from './requests';

/** What is sent in place of the plain reply; null: the plain one. */
export type Habit = (request: Request, plain: Reply) => Reply | null;

interface Refusal {
  readonly status: number;
  /** JSON; a text goes as it is. */
  readonly body: unknown;
}

function sent(status: number, body: unknown, type = 'application/json'): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'whole', status, headers: { 'content-type': type }, text, claim: null };
}

const refused = ({ status, body }: Refusal): Reply =>
  sent(status, body, typeof body === 'string' ? 'text/plain' : 'application/json');

/** Refuses chats for which `refusal` gives one. */
export const refusesChats =
  (refusal: (body: ChatBody, text: string) => Refusal | null): Habit =>
  (request) => {
    if (request.endpoint !== 'chat') return null;
    const text = request.body.messages.map(({ content }) => contentText(content)).join('\n');
    const found = refusal(request.body, text);
    return found && refused(found);
  };

/** Refuses chats that hold `parameter`. */
export const knowsNo = (parameter: keyof ChatBody, status: number, body: unknown): Habit =>
  refusesChats((asked) => (asked[parameter] === undefined ? null : { status, body }));

/** Refuses chats whose text has this word. */
export const dislikes = (word: string, status: number, body: unknown): Habit =>
  refusesChats((_, text) => (text.includes(word) ? { status, body } : null));

/** Sends a chat's good answer (its text) in another body. */
export const saysChat =
  (body: (text: string, model: string) => unknown, type?: string): Habit =>
  (request, plain) => {
    if (request.endpoint !== 'chat' || plain.kind !== 'whole') return null;
    const answer: { choices: { message: { content: string } }[] } = JSON.parse(plain.text);
    return sent(200, body(answer.choices[0]?.message.content ?? '', request.body.model), type);
  };

/** Sends the good vectors in another body. */
export const saysVectors =
  (body: (vectors: readonly (readonly number[])[]) => unknown): Habit =>
  (request, plain) => {
    if (request.endpoint !== 'embeddings' || plain.kind !== 'whole') return null;
    const answer: { data: { embedding: number[] }[] } = JSON.parse(plain.text);
    return sent(200, body(answer.data.map(({ embedding }) => embedding)));
  };

/** Refuses embedding calls for which `refusal` gives one. */
export const refusesTexts =
  (refusal: (texts: readonly string[], body: EmbeddingBody) => Refusal | null): Habit =>
  (request) => {
    if (request.endpoint !== 'embeddings') return null;
    const { input } = request.body;
    const found = refusal(typeof input === 'string' ? [input] : input, request.body);
    return found && refused(found);
  };

/** Takes so many texts a request. */
export const takesTexts = (most: number, status: number, body: (count: number) => unknown): Habit =>
  refusesTexts((texts) => (texts.length > most ? { status, body: body(texts.length) } : null));

/** A whole chat answer with this message; `more` replaces fields of the envelope. */
export const envelope = (message: unknown, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'made-up',
  choices: [{ index: 0, finish_reason: 'stop', message }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  ...more
});
