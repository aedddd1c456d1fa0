// Shows one entry of the glossary beside the term that was pressed. One at a time; Esc, a press elsewhere and its button close it, and the
// browser gives the focus back to the term.
import { mount, unmount } from 'svelte';
import TermPopover from './TermPopover.svelte';
import { entryOf } from './entries';

let shown: ReturnType<typeof mountPopover> | null = null;

function mountPopover(props: Parameters<typeof TermPopover>[1]): { turnTo: ReturnType<typeof TermPopover>['turnTo'] } {
  return mount(TermPopover, { target: document.body, props });
}

/** @param link leads to the entry: its fragment is the entry's id */
export function openTerm(link: HTMLAnchorElement): void {
  const url = new URL(link.href);
  const entry = entryOf(url.hash.slice(1));
  // A page of another version may name what this one does not have.
  if (!entry) return location.assign(link.href);
  // A term inside the entry that is shown: its place and the way back stay.
  if (shown && link.closest('[popover]')) return shown.turnTo(entry);
  const page = `${url.origin}${url.pathname}`;
  const mine = mountPopover({
    entry,
    link,
    hrefOf: (id) => `${page}#${id}`,
    onclose: () => {
      if (shown === mine) shown = null;
      void unmount(mine);
    }
  });
  shown = mine;
}
