// Draws a notebook as the page has it and writes it as HTML that stands alone. It is mounted outside of what is seen, at the width that such
// a page has, and taken away again. Browser only.
import { flushSync, mount, unmount } from 'svelte';
import type { NotebookSession } from '../session/notebook-session.svelte';
import type { Drawing } from './drawing';
import StandaloneNotebook from './StandaloneNotebook.svelte';
import { standalonePage } from './standalone-page';

export async function standaloneHtml(session: NotebookSession, drawing: Drawing): Promise<string> {
  const { notebook } = session;
  const cells = new Map(
    session.cells.map((cell) => [cell.name, { shown: session.shown(cell), freshness: session.freshness(cell) }])
  );
  const results = [...cells.values()].flatMap(({ shown }) => (shown ? [shown.record.result] : []));
  const outputs = await drawing.loadOutputs(results);
  const place = document.createElement('div');
  place.inert = true;
  place.style.cssText = 'position: absolute; left: -10000px; top: 0; width: 52rem;';
  document.body.append(place);
  try {
    const drawn = mount(StandaloneNotebook, {
      target: place,
      props: { notebook, cells, drawing, outputs, made: new Date().toISOString() }
    });
    flushSync();
    const html = place.innerHTML;
    await unmount(drawn);
    return standalonePage({ title: notebook.title, css: rulesOfPage(), html, from: location.href });
  } finally {
    place.remove();
  }
}

/** All rules that the page has by now, those of the drawn notebook among them. */
function rulesOfPage(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => (rule instanceof CSSFontFaceRule ? '' : rule.cssText)))
    .filter(Boolean)
    .join('\n');
}
