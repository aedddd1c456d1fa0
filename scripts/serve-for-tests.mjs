// Serves build/ for the end-to-end tests: node scripts/serve-for-tests.mjs PORT BASE
import { serveSite } from './serve.mjs';

const [port = '4273', base = '/'] = process.argv.slice(2);
const site = await serveSite({ port: Number(port), base });
console.log(site.url);
