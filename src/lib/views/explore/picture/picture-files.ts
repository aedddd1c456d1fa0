// Makes the files of a figure from a text picture, in the colours of the page. Browser only.
import { readTheme } from '../map/map-theme';
import { FONT, FONT_SIZE, textPicture, weightOf, type Measure, type Paragraph, type Picture } from './text-picture';

function measuring(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, look) => {
    if (!context) return 0.6 * FONT_SIZE * text.length;
    context.font = `${weightOf(look)} ${FONT_SIZE}px ${FONT}`;
    return context.measureText(text).width;
  };
}

/**
 * What `Figure` asks for its SVG and PNG.
 * @param frame whose colours it has; null while the page is not there
 */
export function pictureFiles(
  frame: () => HTMLElement | null | undefined,
  title: () => string,
  columns: () => readonly (readonly Paragraph[])[]
): { readonly svg: () => string | null; readonly png: () => Promise<Blob> } {
  const picture = (): Picture | null => {
    const element = frame();
    if (!element) return null;
    return textPicture(title(), columns(), readTheme(element), measuring());
  };
  return {
    svg: () => picture()?.svg ?? null,
    png: async () => {
      const drawn = picture();
      if (!drawn) throw new Error('There is nothing to draw yet.');
      // Fetched when a drawing is first saved, as by every figure.
      const { pngOf } = await import('../../charts/figure-export');
      return pngOf(drawn.svg, drawn.width, drawn.height);
    }
  };
}
