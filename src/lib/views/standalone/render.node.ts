// Draws a notebook with its results as the site's pages are prerendered, and writes it as HTML that stands alone: for the command line, whose
// one door to the views this is. Node only.
import { render } from 'svelte/server';
import type { ResultsFile } from '#lib/notebook/results/results';
import tokens from '../../../app.css?raw';
import { cellsOf } from '../document/prepared';
import { prepareNotebook, withEarlier } from '../document/tools';
import { fromResultsFile } from '../results/from-results-file';
import { recordFor } from '../results/shown-results';
import { drawing } from './drawing';
import StandaloneNotebook from './StandaloneNotebook.svelte';
import { standalonePage } from './standalone-page';

/** @param text of the notebook that the results are of, as they are */
export async function standaloneHtml(text: string, file: ResultsFile): Promise<string> {
  const notebook = prepareNotebook(text, file.notebook);
  const results = withEarlier(fromResultsFile(file), notebook);
  const cells = new Map(
    cellsOf(notebook).map((cell) => {
      const shown = recordFor(results, cell, undefined);
      return [cell.name, { shown, freshness: shown ? 'fresh' : 'none' } as const];
    })
  );
  const outputs = await drawing.loadOutputs(file.cells.map(({ result }) => result));
  const { head, body } = render(StandaloneNotebook, {
    props: { notebook, cells, drawing, outputs, made: file.created }
  });
  const styles = [...head.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css);
  return standalonePage({ title: notebook.title, css: [tokens, ...styles].join('\n'), html: body });
}
