// Where the site's files are for its workers, whose own address says nothing of it. Browser only.
import { base } from '$app/paths';

/** Absolute URL of the site, with a slash at its end. */
export const siteUrl = (): string => new URL(`${base}/`, location.href).href;
