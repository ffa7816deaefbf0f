// Amplify's part, for journeys through a deployed stack: the folders that it publishes, and its rules: what pages ask for
// goes on to the API, with no word of the host that was asked, a page of what is made later has the frame of its kind, and one
// that was not drawn for the restaurant draws itself; a file that is missing is a 404 (server/deploy/resources/apps.yml).
//
//   node hosting.mjs <port> <folder of all apps> <address of the API>

import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize } from 'node:path';

const [port, folder, address] = process.argv.slice(2);
const api = new URL(address);
const pages = JSON.parse(readFileSync(new URL('pages.json', import.meta.url)));
const base = api.pathname.replace(/\/$/, '');
const TYPES = {
  '.avif': 'image/avif',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

function passOn(request, response) {
  const headers = { ...request.headers, host: api.host };
  const options = { host: api.hostname, port: api.port, method: request.method, path: base + request.url, headers };
  const asked = http.request(options, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', (error) => response.writeHead(502).end(String(error)));
  request.pipe(asked);
}

async function fileOf(path) {
  for (const file of [path, join(path, 'index.html')]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
}

async function serve(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
  // The console and the storefront of each restaurant are apps of their own there; here those of one restaurant share a host,
  // and its console has what lies below /restaurante and what its pages are made of.
  const restaurant = request.headers.host.startsWith('caleta.') ? 'caleta' : 'pardos';
  const storefront = join(folder, restaurant);
  const console = join(folder, `${restaurant}-console`);
  const isConsole = path.startsWith('/restaurante');
  const found = isConsole
    ? await fileOf(join(console, path))
    : ((await ofEither(path, [storefront, console])) ?? (await frameOf(path, storefront)));
  // The rule `pages`: what has no dot in its address is a page, and draws itself; a file that is missing is missing.
  const drawn = isConsole ? join(console, 'restaurante/index.html') : join(storefront, '200.html');
  const file = found ?? (path.includes('.') ? undefined : drawn);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not Found');
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' });
  createReadStream(file).pipe(response);
}

/** The frame of a page whose address names what is made later. */
async function frameOf(path, folder) {
  const given = path.split('/').filter(Boolean);
  for (const page of pages) {
    const parts = page.split('/').filter(Boolean);
    const fits = parts.length === given.length && parts.every((part, at) => part.startsWith(':') || part === given[at]);
    const file = fits && (await fileOf(join(folder, page.replace(/:\w+\??/g, '_'))));
    if (file) return file;
  }
}

async function ofEither(path, folders) {
  for (const one of folders) {
    const file = await fileOf(join(one, path));
    if (file) return file;
  }
}

http
  .createServer((request, response) => {
    if (/^\/(api|rpc|compat|fotos)\//.test(request.url)) passOn(request, response);
    else serve(request, response).catch((error) => response.writeHead(400).end(String(error)));
  })
  .listen(Number(port), '127.0.0.1');
