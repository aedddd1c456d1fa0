// `npm start`: installs what is missing, builds, serves on localhost, prints the address, opens the browser where there
// is a desktop.
import { spawn } from 'node:child_process';
import { ensureInstalled, ensureSite, stop } from './setup.mjs';

ensureInstalled();
await ensureSite();

const { serveSite } = await import('./serve.mjs');
const wanted = Number(process.env.PORT ?? 4173);
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) {
  stop(`PORT is "${process.env.PORT}", which is no port.`, 'Set it to a number from 1 to 65535, or leave it out.');
}
const site = await serveSite({ port: wanted }).catch((error) =>
  stop(`The server did not start: ${error.message}.`, 'Set PORT to another port and run the command again.')
);
console.log(`RLMRec Notebook is at ${site.url}   (Ctrl-C ends it)`);
openBrowser(site.url);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    void site.close().then(() => process.exit(0));
  });
}

/** @param {string} url */
function openBrowser(url) {
  if (process.env.CI || process.env.BROWSER === 'none') return;
  const desktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // No opener: the address is printed above.
  child.unref();
}
