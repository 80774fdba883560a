import { fileURLToPath } from 'node:url';
import { type RequestHandler, Router } from 'express';
import { once } from './once.ts';
import { answerMethodNotAllowed } from './problem.ts';

const PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>正版软件采购闸口 · Genuine Gate API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

/**
 * The contract names each operation in both languages; Chinese readers see the Chinese name, `/docs/?lang=en` and other
 * browsers the English one. The validator badge would send the document's address to a server elsewhere.
 */
const START = `(async () => {
  const language = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  const spec = await (await fetch('/openapi.json')).json();
  const isChinese = !language.startsWith('en');
  for (const path of Object.values(spec.paths)) {
    for (const operation of Object.values(path)) {
      if (isChinese && operation['x-summary-zh']) operation.summary = operation['x-summary-zh'];
    }
  }
  window.SwaggerUIBundle({ spec, dom_id: '#page', validatorUrl: null, deepLinking: true, persistAuthorization: false });
})();
`;

/** Swagger UI sets styles on elements; everything else comes from this gate, so the page works without a network. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Pages are only read, and say so as the API does. */
const readOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') next();
  else answerMethodNotAllowed(req, res, ['GET', 'HEAD']);
};

/** Of Swagger UI, all that the page needs. The package has much more, and one that reports installations. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** The build brings the files along, so that nobody who installs the gate installs the package; in development it is there. */
const folderOfFiles = once((): string => {
  const isSource = import.meta.url.endsWith('.ts');
  const folder = isSource ? new URL('.', import.meta.resolve('swagger-ui-dist/package.json')) : '../../swagger-ui';
  return fileURLToPath(new URL(folder, import.meta.url));
});

/** The API's documentation at `/docs`: made of files that are installed with the gate. */
export function docsPages(): Router {
  const withPolicy: RequestHandler = (_req, res, next) => {
    res.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'public, max-age=3600' });
    next();
  };
  const root = folderOfFiles();
  const pages = Router()
    .use(readOnly, withPolicy)
    .get('/', (_req, res) => void res.type('html').send(PAGE))
    .get('/page.js', (_req, res) => void res.type('text/javascript').send(START))
    .get(
      FILES.map((file) => `/${file}`),
      ({ path }, res) => res.sendFile(path.slice(1), { root }),
    );
  return Router().use('/docs', pages);
}
