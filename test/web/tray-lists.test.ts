import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ROLES } from '../../src/kernel/index.ts';
import type { Schemas } from '../../src/web/client/operation.ts';
import { listOf } from '../../src/web/home/tray-lists.ts';
import { startGate } from '../support/gate.ts';

type Entry = Schemas['InTrayEntry'];

describe('what waits for somebody', () => {
  it('leads to its list or to the page of what is owed, each kind of the contract, and none is left out', async () => {
    const { components } = JSON.parse(readFileSync('openapi/bundle.json', 'utf8'));
    const kinds: readonly string[] = components.schemas.InTrayEntry.properties.kind.enum;
    const gate = await startGate({ engine: 'sqlite' });
    const entries: Entry[] = [];
    for (const role of ROLES) {
      if (role === 'installer' || role === 'machine' || role === 'platform') continue;
      const { status, body } = await (await gate.as(role)).get('/v1/in-tray');
      assert.equal(status, 200);
      entries.push(...body.items);
    }
    await gate.close();

    assert.deepEqual([...new Set(entries.map(({ kind }) => kind))].sort(), [...kinds].sort());
    const places = new Map(entries.map((entry) => [entry.kind, listOf(entry)]));
    for (const [kind, { to, search }] of places) {
      assert.match(to, /^\/[a-z-]+$/, kind);
      if (to === '/owed') assert.deepEqual(search, { kind });
    }
    const owed = [...places].flatMap(([kind, { to }]) => (to === '/owed' ? [kind] : []));
    assert.deepEqual(owed.sort(), ['undertaking-overdue']);
  });

  it('of a kind that is new leads to the page of what is owed', () => {
    const entry = { kind: 'brand-new' as Entry['kind'], operation: 'listSomething', query: { a: 'b' } };

    assert.deepEqual(listOf(entry), { to: '/owed', search: { kind: 'brand-new' } });
  });
});
