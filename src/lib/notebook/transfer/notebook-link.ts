// A notebook in the fragment of an address, which no server sees: a form's number, the first digits of the text's hash, and the text
// deflated, as "#notebook=1.HASH.DATA". It carries the Markdown alone, no results. What is read back is untrusted: it is unpacked in small
// pieces up to the size of a notebook, held against its hash, and is text. Pure.
import '#lib/errors/share';
import { deflateSync, Inflate } from 'fflate';
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from '#lib/storage/digest';
import { MOST_TEXT } from '../document/limits';
import { carriesNotebook, LINK_KEY } from './link-key';

/** Raised, with a way to read the ones before, when what a fragment means changes. */
const FORM = 1;
/** Hex digits of the hash: enough to notice damage and to tell a reader's links apart. */
const HASH_DIGITS = 12;
/** Packed bytes that are unpacked at once: at most a thousand times as many come out. */
const STEP = 1024;

export interface LinkedText {
  readonly text: string;
  /** The same for the same text. */
  readonly hash: string;
}

/** The fragment that carries a text, "#" included. */
export async function fragmentOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return `${LINK_KEY}${FORM}.${await hashOf(bytes)}.${toBase64Url(deflateSync(bytes, { level: 9 }))}`;
}

/** @throws AppError share/damaged-link, share/newer, share/too-large */
export async function textOfFragment(fragment: string): Promise<LinkedText> {
  const [form = '', hash = '', data = ''] = fragment.slice(LINK_KEY.length).split('.');
  if (!carriesNotebook(fragment) || !/^\d{1,6}$/.test(form)) throw damaged('it does not begin as such links do');
  if (Number(form) > FORM) throw appError('share/newer', { what: 'link', version: form, known: FORM });
  if (Number(form) < FORM) throw damaged('it does not begin as such links do');
  const bytes = inflated(fromBase64Url(data));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw damaged('what it holds is no text', error);
  }
  if ((await hashOf(bytes)) !== hash) throw damaged('a part of it is missing or was changed');
  return { text, hash };
}

const damaged = (reason: string, cause?: unknown) => appError('share/damaged-link', { reason }, {}, cause);

const hashOf = async (bytes: Uint8Array): Promise<string> => (await sha256Hex(bytes)).slice(0, HASH_DIGITS);

function inflated(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((piece) => {
    pieces.push(piece);
    size += piece.length;
  });
  for (let at = 0; at === 0 || at < packed.length; at += STEP) {
    try {
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    } catch (error) {
      throw damaged('it was not packed as such links are, or its end is missing', error);
    }
    // A character has up to four bytes.
    if (size > 4 * MOST_TEXT) throw appError('share/too-large', { what: 'link', most: '2 million characters' });
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(data: string): Uint8Array {
  if (!/^[\w-]+$/.test(data)) throw damaged('letters stand in it that such links do not have, or none at all');
  try {
    return Uint8Array.from(atob(data.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  } catch (error) {
    throw damaged('its end is missing', error);
  }
}
