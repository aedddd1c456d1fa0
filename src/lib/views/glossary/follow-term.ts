// Opens a term of the glossary where it stands. Every page listens (routes/+layout.svelte), so this weighs next to nothing: entries and
// popover are fetched with the first term that is opened. Where they cannot be had, and without JavaScript, the link leads to the page.

/** Takes a click on a term; to be heard before the router hears it. */
export function followTerm(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.term') : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import('./popover').then(
    ({ openTerm }) => openTerm(link),
    () => location.assign(link.href)
  );
}
