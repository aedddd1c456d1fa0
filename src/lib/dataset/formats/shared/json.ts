// JSON as data have it: whole numbers beyond 2^53 keep their digits, as texts. They are ids; as numbers many of them would be one.

/** Strings first, so that digits inside them are left alone. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG = /\d{16}/;

/** @throws SyntaxError */
export function parseJson(text: string): unknown {
  return JSON.parse(LONG.test(text) ? text.replace(TOKEN, quotedWhereLong) : text);
}

const quotedWhereLong = (token: string): string =>
  token.length > 15 && /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
