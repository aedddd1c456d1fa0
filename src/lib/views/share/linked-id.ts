// The name under which a linked notebook is kept once it is changed. Pure.

/** A few words of the title and the hash of the text: readable in the list, and the same for the same link. */
export function linkedId(title: string, hash: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return `${words || 'linked'}-${hash}`;
}
