// Saves what a figure shows: its numbers as CSV, its drawing as an SVG that stands alone or as a PNG. Browser only; fetched when a figure is
// first saved.
import { toCsv, type DataTable } from '../text/table';
import { saveFile, saveText } from './save-file';
import type { FigureFiles } from './take-from';

/** @param name of the file, without ending. @throws Error where the browser cannot make it */
export async function saveFigure(
  kind: 'csv' | 'svg' | 'png',
  name: string,
  { table, files, svg }: { readonly table: DataTable; readonly files: FigureFiles; readonly svg: SVGSVGElement | null }
): Promise<void> {
  const file = `${name}.${kind}`;
  if (kind === 'csv') saveText(file, 'text/csv', files.csv?.() ?? toCsv(table));
  else if (kind === 'png' && files.png) saveFile(file, await files.png());
  else if (kind === 'svg' && files.svg) {
    const text = files.svg();
    if (text !== null) saveFile(file, new Blob([text], { type: 'image/svg+xml' }));
  } else if (svg) await (kind === 'png' ? savePng : saveSvg)(file, svg);
}

/** The properties that a chart's look depends on; in a file of its own there is no style sheet to look them up in. */
const LOOK = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'paint-order',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline'
];

/** The SVG with its computed look written into it, on the page's own background. */
export function standaloneSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('A clone of an SVG is an SVG.');
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const computed = getComputedStyle(original);
    element.removeAttribute('class');
    element.setAttribute('style', LOOK.map((key) => `${key}:${computed.getPropertyValue(key)}`).join(';'));
  });
  const background = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  background.setAttribute('y', String(svg.viewBox.baseVal.y));
  background.setAttribute('width', String(width));
  background.setAttribute('height', String(height));
  background.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(background);
  return new XMLSerializer().serializeToString(copy);
}

/** Offers the SVG as a file. */
export function saveSvg(name: string, svg: SVGSVGElement): void {
  saveFile(name, new Blob([standaloneSvg(svg)], { type: 'image/svg+xml' }));
}

/** Offers the SVG as a PNG. */
export async function savePng(name: string, svg: SVGSVGElement): Promise<void> {
  const { width, height } = svg.viewBox.baseVal;
  saveFile(name, await pngOf(standaloneSvg(svg), width, height));
}

/** A drawing that stands alone as a PNG, with `scale` pixels for each of its units. @throws Error where the browser cannot make it */
export async function pngOf(svg: string, width: number, height: number, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D canvas.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!png) throw new Error('The browser could not make a PNG of this figure.');
  return png;
}
