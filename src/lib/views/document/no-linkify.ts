// Stands in the site's build for markdown-it's finder of bare addresses. The renderer has it switched off (markdown.ts), and it would be
// five kilobytes that nobody runs.

export class LinkifyIt {
  /** What the renderer would ask, were it on. */
  test(): boolean {
    return false;
  }
}
