// Has the browser keep this site, and tells when a newer build has been fetched and waits. Fetched when a page is quiet. Browser only.
import { USE_NEWEST } from './messages';

/** Whether the reader has asked pages to be sparing. */
function isSparing(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true;
}

/**
 * @param root of the site, as an address
 * @param onNewer is given what puts the newer build in use and loads the page anew
 */
export async function keepOffline(root: string, onNewer: (use: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || isSparing()) return;
  const { serviceWorker } = navigator;
  try {
    const registration = await serviceWorker.register(new URL('service-worker.js', root), { scope: root });
    const tell = () => {
      const { waiting } = registration;
      // Where none was in use, the first is no news.
      if (!waiting || !serviceWorker.controller) return;
      onNewer(() => {
        serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage(USE_NEWEST);
      });
    };
    tell();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', tell));
  } catch {
    // Without it (storage is switched off, an address without https) all works as long as there is a network.
  }
}
