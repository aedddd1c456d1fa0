// Starts a worker in a tab, from a blob: so the page's content-security policy binds it too, and it needs no file of its own.
import text from './own-memory.js?raw';
import type { Reply } from './own-memory.js';
import type { StartWorker } from './runner';

const TAIL = `
const receive = serve((reply, transfer) => self.postMessage(reply, transfer));
self.addEventListener('message', ({ data }) => receive(data));
`;

export const startBrowserWorker: StartWorker = ({ onReply, onEnd }) => {
  const blob = URL.createObjectURL(new Blob([text, TAIL], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name: 'rows' });
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => onReply(data));
  worker.addEventListener('error', (event) => onEnd(event.message || 'its code could not be loaded'));
  worker.addEventListener('messageerror', () => onEnd('a message could not be read'));
  URL.revokeObjectURL(blob);
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    end: () => worker.terminate()
  };
};
