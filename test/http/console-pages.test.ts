import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import supertest from 'supertest';
import { consolePages } from '../../src/http/console-pages.ts';

const PAGE = (name: string): string => `<html nonce="__NONCE__"><style nonce="__NONCE__"></style>${name}</html>`;
const SCRIPT = 'document.title = "控制台";'.repeat(50);

describe('the pages of the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genuine-gate-web-'));
  const visitor = supertest(express().use(consolePages(folder)));

  before(() => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'console.html'), PAGE('the console'));
    writeFileSync(join(folder, 'door.html'), PAGE('the door'));
    writeFileSync(join(folder, 'assets', 'console-A1_b.js'), SCRIPT);
    writeFileSync(join(folder, 'assets', 'console-A1_b.js.gz'), gzipSync(SCRIPT));
    writeFileSync(join(folder, 'secret.js'), 'nobody reads this');
  });

  // The pages are read once, when the gate starts.
  const built = () => supertest(express().use(consolePages(folder)));

  after(() => rmSync(folder, { recursive: true }));

  it('are found from /, each at an address of its own, and the door at its three', async () => {
    const root = await visitor.get('/');
    assert.deepEqual([root.status, root.headers.location], [302, '/console/']);
    for (const path of [
      '/console',
      '/console/',
      '/console/orders',
      '/console/orders/ord_1?tab=money',
      '/console/%E0%A4%A',
    ]) {
      const page = await built().get(path).set('Accept', 'text/html');
      assert.deepEqual([page.status, /the console/.test(page.text)], [200, true], path);
    }
    for (const path of ['/console/sign-in', '/console/invitation', '/verify']) {
      const page = await built().get(path).set('Accept', 'text/html,*/*');
      assert.deepEqual([page.status, /the door/.test(page.text)], [200, true], path);
    }
  });

  it('let run what this gate serves alone, and styles of the page by a nonce that is new each time', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => built().get('/console/').set('Accept', 'text/html')));
    const [first, second] = [one, two].map((page) => ({
      told: /'nonce-([^']+)'/.exec(page?.headers['content-security-policy'] ?? '')?.[1],
      carried: [...(page?.text ?? '').matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce),
    }));

    assert.deepEqual(first?.carried, [first?.told, first?.told]);
    assert.notEqual(first?.told, second?.told);
    const policy = one?.headers['content-security-policy'] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+'; /);
    assert.doesNotMatch(policy, /unsafe/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(one?.headers['cache-control'], 'no-store');
  });

  it('send files as they were compressed, to be kept for good, and none but those of the build', async () => {
    const zipped = await built().get('/console/assets/console-A1_b.js').set('Accept-Encoding', 'gzip').buffer();
    const plain = await built().get('/console/assets/console-A1_b.js').set('Accept-Encoding', 'identity');
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.deepEqual([zipped.text, plain.text], [SCRIPT, SCRIPT]);
    assert.match(zipped.headers['cache-control'] ?? '', /immutable/);
    assert.match(zipped.headers['content-type'] ?? '', /^text\/javascript/);

    for (const name of ['console-A1_b.js.gz', 'other-A1.js', '..%2fsecret.js', '%2e%2e/secret.js', 'x.html']) {
      const { status, headers } = await built().get(`/console/assets/${name}`);
      assert.deepEqual([status, headers['content-encoding']], [404, undefined], name);
    }
  });

  it('are pages: what a program asks for is none', async () => {
    assert.equal((await built().get('/console/orders').set('Accept', 'application/json')).status, 404);
  });

  it('say what to do where nothing was built', async () => {
    const unbuilt = supertest(express().use(consolePages(join(folder, 'nothing'))));

    const page = await unbuilt.get('/console/orders').set('Accept', 'text/html');

    assert.equal(page.status, 503);
    assert.match(page.text, /npm run build/);
    assert.match(page.text, /控制台尚未构建/);
  });
});
