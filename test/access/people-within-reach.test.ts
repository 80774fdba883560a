import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

const COUNTY = '421022';

forEachEngine('statements', (engine) => {
  describe('persons and keys', () => {
    let gate: Gate;
    let within: string;
    /** By where they may do something: ids of persons and of their keys. */
    let people: ReadonlyMap<string, { readonly person: string; readonly key: string }>;
    before(async () => {
      gate = await startGate({ engine });
      within = (await openOffice(gate, { region: COUNTY })).agencyCode;
      const beyond = (await openOffice(gate, { region: '511300' })).agencyCode;
      const grants = { within: { agencies: [within] }, county: { region: COUNTY }, city: { region: '421000' } };
      people = new Map([
        ['within', await made('within', grants.within)],
        ['county', await made('county', grants.county)],
        ['city', await made('city', grants.city)],
        ['beyond', await made('beyond', { agencies: [beyond] })],
      ]);
    });
    after(() => gate.close());

    const made = async (name: string, grant: object) => {
      const email = `${name}@gate.test`;
      const person = await gate.installer.post('/v1/persons', { name, email, roles: [{ role: 'finance', grant }] });
      const wish = { label: name, owner: person.body.id, role: 'finance', grant };
      const key = await gate.installer.post('/v1/api-keys', wish);
      return { person: String(person.body.id), key: String(key.body.id) };
    };

    const readers: readonly { says: string; grant: () => object; sees: readonly string[] }[] = [
      { says: 'a county', grant: () => ({ region: COUNTY }), sees: ['county', 'within'] },
      { says: 'an agency', grant: () => ({ agencies: [within] }), sees: ['within'] },
      { says: 'a city', grant: () => ({ region: '421000' }), sees: ['city', 'county', 'within'] },
      { says: 'a province', grant: () => ({ region: '510000' }), sees: ['beyond'] },
      { says: 'the nation', grant: () => ({ region: '000000' }), sees: ['beyond', 'city', 'county', 'within'] },
    ];

    for (const role of ['security-administrator', 'audit'] as const) {
      for (const { says, grant, sees } of readers) {
        it(`are shown to ${role} of ${says} only as far as that reaches`, async () => {
          const reader = await gate.as(role, { grant: grant() as { region: string } });

          assert.deepEqual(await listed(reader, '/v1/persons?role=finance', 'name'), sees);
          assert.deepEqual((await listed(reader, '/v1/api-keys?role=finance', 'label')).toSorted(), sees);
          for (const [name, { person, key }] of people) {
            const wanted = sees.includes(name) ? 200 : 404;
            const paths = [`/v1/persons/${person}`, `/v1/persons/${person}?asOf=9`, `/v1/api-keys/${key}`];
            const [now, past, ofKey] = await Promise.all(paths.map((path) => reader.get(path)));
            assert.deepEqual([name, now?.status, ofKey?.status], [name, wanted, wanted]);
            // The log has leaf 9, but nobody of these stood then.
            assert.equal(past?.status, 404);
            const byAddress = await reader.get(`/v1/persons?email=${name}@gate.test`);
            assert.equal(byAddress.body.items.length, wanted === 200 ? 1 : 0);
            const byOwner = await reader.get(`/v1/api-keys?owner=${person}`);
            assert.equal(byOwner.body.items.length, wanted === 200 ? 1 : 0);
          }
        });
      }
    }

    it('are all shown to the installer', async () => {
      const all = ['beyond', 'city', 'county', 'within'];

      assert.deepEqual(await listed(gate.installer, '/v1/persons?role=finance', 'name'), all);
    });

    it('answer for one beyond reach as for one that does not exist', async () => {
      const reader = await gate.as('security-administrator', { grant: { region: COUNTY } });
      const { person = '', key = '' } = people.get('beyond') ?? {};

      for (const [path, unknown] of [
        [`/v1/persons/${person}`, '/v1/persons/per_unknown'],
        [`/v1/api-keys/${key}`, '/v1/api-keys/key_unknown'],
      ] as const) {
        const [beyond, none] = [await reader.get(path), await reader.get(unknown)];
        assert.deepEqual([beyond.status, beyond.body.code], [none.status, none.body.code]);
        assert.equal(beyond.body.detail, none.body.detail);
      }
    });

    it('are changed, invited and revoked by nobody who does not see them, as those that do not exist', async () => {
      const administrator = await gate.as('security-administrator', { grant: { region: COUNTY } });
      const { person = '', key = '' } = people.get('beyond') ?? {};
      const event = { effectiveOn: '2026-06-01', reason: '更名', changes: { name: '王建国' } };
      const acts = [
        { of: person, path: (id: string) => `/v1/persons/${id}/events`, body: event },
        { of: person, path: (id: string) => `/v1/persons/${id}/password-invitation`, body: undefined },
        { of: person, path: (id: string) => `/v1/persons/${id}/totp-removal`, body: { reason: '手机遗失' } },
        { of: key, path: (id: string) => `/v1/api-keys/${id}/revocation`, body: { reason: '不再使用' } },
      ];

      for (const { of, path, body } of acts) {
        const post = (id: string) => administrator.post(path(id), body, { 'if-match': '"1"' });
        const [beyond, none] = [await post(of), await post(of.replace(/.{6}$/, '999999'))];
        const told = ({ status, body: { code, detail } }: typeof none) => [status, code, detail];
        assert.deepEqual(told(beyond), told(none), path(of));
        assert.equal(none.status, 404, path(of));
      }
    });

    it('that reach further than they are seen are kept from changes with a reason', async () => {
      const administrator = await gate.as('security-administrator', { grant: { region: COUNTY } });
      const grants = [COUNTY, '421000'].map((region) => ({ role: 'finance', grant: { region } }));
      const wide = await gate.installer.post('/v1/persons', { name: 'wide', email: 'wide@gate.test', roles: grants });

      const { status, body } = await administrator.post(`/v1/persons/${wide.body.id}/password-invitation`);

      assert.deepEqual([status, body.code], [403, 'access.beyond_reach']);
    });
  });
});

/** One by one, so that the cursors are read as well. */
async function listed(reader: Caller, path: string, field: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await reader.get(`${path}&limit=1${after}`);
    found.push(...body.items.map((item: Record<string, string>) => item[field]));
    if (body.next === null) return found;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}
