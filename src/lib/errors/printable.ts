// Text from outside (files, servers, keys, names), made safe for a line of a terminal or a log.

/** What moves a cursor, clears a screen, breaks a line or turns the direction of what follows. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** One line without control signs: nobody's words can hide what stands before them, or forge a line of their own. */
export const printable = (text: string): string => text.replace(UNSAFE, ' ');
