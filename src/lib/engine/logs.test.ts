import { describe, expect, it } from 'vitest';
import { createLog, redact, type LogEntry } from './logs';

describe('redact', () => {
  it.each([
    ['the key sk-abcdefgh12345678 was refused', 'the key [removed] was refused'],
    ['sk-proj-AbC_123-xyz789', '[removed]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: [removed]'],
    ['{"api_key":"12345"}', '{"api_key":"[removed]"}'],
    ['?token=abc&x=1', '?token=[removed]&x=1'],
    ['nothing to hide: risk-free', 'nothing to hide: risk-free']
  ])('turns %j into %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('removes a configured secret of any form', () => {
    expect(redact('call with hunter22 failed', ['hunter22'])).toBe('call with [removed] failed');
  });
});

describe('createLog', () => {
  it('stamps and redacts every line', () => {
    const lines: LogEntry[] = [];
    createLog(
      (entry) => lines.push(entry),
      () => new Date(0)
    )('warn', 'key sk-abcdefgh12345678');
    expect(lines).toEqual([{ level: 'warn', message: 'key [removed]', time: '1970-01-01T00:00:00.000Z' }]);
  });
});
