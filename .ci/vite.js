// How the console is built and served in development: vite build --config .ci/vite.js
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '../src/web');
const GATE = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** The server puts a fresh nonce in this place of each page that it serves. */
const NONCE_PLACE = '__NONCE__';

export default defineConfig(({ command }) => ({
  root,
  base: '/console/',
  plugins: [react()],
  ...(command === 'build' && { html: { cspNonce: NONCE_PLACE } }),
  build: {
    target: 'chrome90',
    outDir: join(root, '../../dist/web'),
    emptyOutDir: true,
    // Small files as data addresses would be a hole in the policy of the page.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['door.html', 'console.html'].map((page) => join(root, page)) },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '^/(v1|docs|openapi.json|healthz|readyz)': GATE },
  },
}));
