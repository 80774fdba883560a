import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { answerMethodNotAllowed } from './problem.ts';

/** The build leaves this word in the pages where the nonce of the day stands. */
const NONCE_PLACE = /__NONCE__/g;

/** The pages of the door: they need no session, and carry no component library. */
const DOOR = ['/console/sign-in', '/console/invitation', '/verify'];

/** Without named parts, which would be decoded: an address with half a letter in it is a place that the page does not know. */
const PAGES = ['/verify', '/console', /^\/console\//];

const YEAR_S = 31_536_000;

const UNBUILT = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8" /><title>Genuine Gate</title></head>
  <body>
    <p>控制台尚未构建。请执行 npm run build，再打开此页。</p>
    <p lang="en">The console is not built yet. Run npm run build, and open this page again.</p>
  </body>
</html>
`;

/**
 * What a page may load: scripts and styles of this gate alone. The component library writes styles as it goes; each carries
 * the nonce of its page, which nobody can know before.
 */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Pages are only read, and say so as the API does. */
const readOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') next();
  else answerMethodNotAllowed(req, res, ['GET', 'HEAD']);
};

/**
 * The console at `/console/`, to which `/` leads, and the page at `/verify`. Every place of the console is the same page,
 * which finds by its address what to show; what is asked of it by programs goes on to the API, which says that it is absent.
 */
export function consolePages(root = builtFolder()): Router {
  const pages = existsSync(`${root}/console.html`) ? readPages(root) : undefined;
  const serve: RequestHandler = (req, res, next) => {
    if (!req.accepts('html')) return next();
    if (pages === undefined) return void res.status(503).type('html').send(UNBUILT);
    servePage(DOOR.includes(req.path) ? pages.door : pages.console, res);
  };
  return Router()
    .all(['/', ...PAGES], readOnly)
    .get('/', (_req, res) => res.redirect('/console/'))
    .get(/^\/console\/assets\//, (req, res, next) => serveAsset(req, res, root, () => next('router')))
    .get(PAGES, serve);
}

/** In the package the built console lies beside the built server; in development where the build leaves it. */
function builtFolder(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../../dist/web' : '../../web', import.meta.url));
}

function readPages(root: string): { readonly door: string; readonly console: string } {
  return { door: readFileSync(`${root}/door.html`, 'utf8'), console: readFileSync(`${root}/console.html`, 'utf8') };
}

function servePage(page: string, res: Response): void {
  const nonce = randomBytes(16).toString('base64');
  res
    .set({ 'Content-Security-Policy': policyWith(nonce), 'Cache-Control': 'no-store' })
    .type('html')
    .send(page.replace(NONCE_PLACE, nonce));
}

/** Encodings that the build has made, the best first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

/** A file of the build. Its name changes with its content, so browsers keep it for good; it is sent as it was compressed. */
function serveAsset(req: Request, res: Response, root: string, isAbsent: () => void): void {
  const name = req.path.slice('/console/assets/'.length);
  // Of the build's own names only, of which one may have a dot within: nothing that leads elsewhere, and none of the compressed ones by themselves.
  if (!/^[\w-]+(\.[\w-]+)?\.(js|css)$/.test(name)) {
    isAbsent();
    return;
  }
  const encoding = ENCODINGS.find((one) => req.acceptsEncodings(one.name) && existsSync(fileOf(name + one.ending)));
  res.set({ 'Cache-Control': `public, max-age=${YEAR_S}, immutable`, Vary: 'Accept-Encoding' });
  if (encoding !== undefined) res.set('Content-Encoding', encoding.name);
  res.type(name.endsWith('.js') ? 'text/javascript' : 'text/css');
  res.sendFile(name + (encoding?.ending ?? ''), { root: `${root}/assets`, cacheControl: false }, (error) => {
    if (!error) return;
    for (const header of ['Cache-Control', 'Content-Encoding', 'Content-Type']) res.removeHeader(header);
    isAbsent();
  });

  function fileOf(file: string): string {
    return `${root}/assets/${file}`;
  }
}
