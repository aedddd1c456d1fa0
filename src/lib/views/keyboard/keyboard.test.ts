// Keys of the notebook page.
import { expect, test } from 'vitest';
import { keyAction, type KeyPlace } from './keyboard';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held
});
const handle: KeyPlace = { cell: 'base', onHandle: true, inField: false };
const field: KeyPlace = { cell: 'base', onHandle: false, inField: true };
const page: KeyPlace = { cell: null, onHandle: false, inField: false };

test('arrows move between cells from a handle only, so that the page still scrolls', () => {
  expect(keyAction(press('ArrowDown'), handle)).toEqual({ type: 'go', by: 1 });
  expect(keyAction(press('ArrowUp'), handle)).toEqual({ type: 'go', by: -1 });
  expect(keyAction(press('ArrowDown'), page)).toBeNull();
  expect(keyAction(press('ArrowDown'), field)).toBeNull();
});

test('with Alt, arrows move the cell itself, from its handle only', () => {
  expect(keyAction(press('ArrowDown', { altKey: true }), handle)).toEqual({ type: 'move', cell: 'base', by: 1 });
  expect(keyAction(press('ArrowUp', { altKey: true }), handle)).toEqual({ type: 'move', cell: 'base', by: -1 });
  for (const place of [field, page]) expect(keyAction(press('ArrowUp', { altKey: true }), place)).toBeNull();
  for (const held of ['shiftKey', 'ctrlKey', 'metaKey'] as const)
    expect(keyAction(press('ArrowUp', { altKey: true, [held]: true }), handle)).toBeNull();
});

test('Shift+Enter runs the cell around the focus, also from its fields; Enter alone is the button’s own', () => {
  expect(keyAction(press('Enter', { shiftKey: true }), field)).toEqual({ type: 'run', cell: 'base' });
  expect(keyAction(press('Enter'), handle)).toBeNull();
  expect(keyAction(press('Enter', { shiftKey: true }), page)).toBeNull();
});

test('Esc leaves the cell; elsewhere it is left alone', () => {
  expect(keyAction(press('Escape'), field)).toEqual({ type: 'leave', cell: 'base' });
  expect(keyAction(press('Escape'), page)).toBeNull();
});

test('typing text never undoes an edit of the notebook or opens help', () => {
  expect(keyAction(press('z', { ctrlKey: true }), field)).toBeNull();
  expect(keyAction(press('?', { shiftKey: true }), field)).toBeNull();
});

test('undo and redo with Ctrl or ⌘', () => {
  expect(keyAction(press('z', { ctrlKey: true }), page)).toEqual({ type: 'undo' });
  expect(keyAction(press('Z', { metaKey: true, shiftKey: true }), page)).toEqual({ type: 'redo' });
  expect(keyAction(press('?', { shiftKey: true }), page)).toEqual({ type: 'help' });
});
