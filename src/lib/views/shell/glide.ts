// Lets the rows of a list glide to their new places where their order changes, so that the eye can follow them; not for who asked for less
// motion. Svelte's own animations would come with every page, since the bundler puts them beside the runtime.
import type { Attachment } from 'svelte/attachments';

const before = new WeakMap<HTMLElement, { readonly place: number; readonly top: number }>();

/** @param place of the row in the list: another one makes it glide @param ms how long */
export const glide =
  (place: number, ms = 400): Attachment<HTMLElement> =>
  (row) => {
    const last = before.get(row);
    const top = row.offsetTop;
    before.set(row, { place, top });
    if (!last || last.place === place || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    row.animate([{ transform: `translateY(${last.top - top}px)` }, { transform: 'none' }], {
      duration: ms,
      easing: 'ease-out'
    });
  };
