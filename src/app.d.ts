// What SvelteKit is told of this app.
declare namespace App {
  interface Error {
    message: string;
    /** What a reader can do about it; left out by pages that were never there. */
    cure?: string;
  }
}
