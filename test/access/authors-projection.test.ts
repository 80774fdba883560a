import assert from 'node:assert/strict';
import { authorProjection } from '../../src/access/index.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { describeDifference, governed, type LeafDraft, verifyLog } from '../../src/log/index.ts';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import { type Gate, startGate, type TimeSpan } from '../support/gate.ts';

const NATION = { region: '000000' };
const LOCAL = { keyId: 'key_local', personId: null };
const [PASSWORD, TOTP] = ['sha256:password', 'sha256:totp'];
const FAR = '2027-01-01T00:00:00.000Z';

type By = NonNullable<LeafDraft['by']>;

function person(id: string, roles: readonly string[] = ['finance'], changes: object = {}): LeafDraft {
  const said = { roles: roles.map((role) => ({ role, grant: NATION })), isActive: true, ...changes };
  return { type: 'person.changed', subject: `person/${id}`, by: LOCAL, body: { person: said } };
}

function key(id: string, owner: string | null, changes: object = {}): LeafDraft {
  const said = { owner, role: 'finance', grant: NATION, scopes: [], expiresAt: null, ...changes };
  return { type: 'api-key.created', subject: `api-key/${id}`, by: owner === null ? null : LOCAL, body: { key: said } };
}

function invited(id: string): LeafDraft {
  const said = { setAt: null, invitationExpiresAt: FAR, digest: 'sha256:invited' };
  return { type: 'password.invited', subject: `password/${id}`, by: LOCAL, body: { password: said } };
}

function passwordSet(id: string, changes: Partial<LeafDraft> = {}): LeafDraft {
  const said = { setAt: FAR, invitationExpiresAt: null, digest: PASSWORD };
  return { type: 'password.set', subject: `password/${id}`, by: null, body: { password: said }, ...changes };
}

function opened(id: string, owner: string, changes: object = {}, openedOn: object = {}): LeafDraft {
  const said = {
    person: owner,
    role: 'finance',
    grant: NATION,
    withTotp: false,
    expiresAt: FAR,
    digest: 'sha256:token',
  };
  const body = { session: { ...said, ...changes }, openedOn: { password: PASSWORD, totp: null, ...openedOn } };
  return { type: 'session.opened', subject: `session/${id}`, by: by(id, owner), body };
}

function by(keyId: string, personId: string | null): By {
  return { keyId, personId };
}

function act(author: By | null, body: object = {}): LeafDraft {
  return { type: 'budget.revised', subject: 'budget-revision/1', by: author, body };
}

interface Agreed {
  readonly maker: By;
  readonly signer: By;
  readonly at: string;
}

function agreed({ maker, signer, at }: Agreed, type = 'budget.revised'): LeafDraft {
  const named = ({ keyId, personId }: By) => ({ key: keyId, person: personId });
  const signers = [{ ...named(signer), at }];
  const signed = { proposal: 'pro_1', digest: 'sha256:1', maker: named(maker), signers };
  return { ...act(maker, { signed }), type, subject: `${type.split('.')[0]}/1` };
}

const [CITY, COUNTY] = [{ region: '421000' }, { region: '421022' }];
const CITY_FINANCE = { roles: [{ role: 'finance', grant: CITY }] };
const COUNTY_FINANCE = { roles: [{ role: 'finance', grant: COUNTY }] };

/** Three people of whom each has a key, and one a password. */
const OFFICE: readonly LeafDraft[] = [
  ...[person('per_a'), key('key_a', 'per_a'), person('per_b'), key('key_b', 'per_b')],
  ...[invited('per_b'), passwordSet('per_b')],
];

interface Case {
  readonly says: string;
  readonly leaves: readonly (LeafDraft | TimeSpan)[];
  readonly found: readonly string[];
}

const START = '2026-06-01T01:00:00.000Z';

const CASES: readonly Case[] = [
  { says: 'a key that no leaf gives', leaves: [act(by('key_x', 'per_a'))], found: ['api_keys key_x unknown'] },
  { says: 'a key of another person', leaves: [act(by('key_a', 'per_b'))], found: ['api_keys key_a other'] },
  {
    says: 'a person whom no leaf gives',
    leaves: [key('key_x', 'per_x'), act(by('key_x', 'per_x'))],
    found: ['persons per_x unknown'],
  },
  {
    says: 'a person who was not active any more, and not before the moment when another process knows it',
    leaves: [
      ...[person('per_a', ['finance'], { isActive: false }), { ms: 120_000 }, act(by('key_a', 'per_a'))],
      ...[{ ms: 120_000 }, act(by('key_a', 'per_a'))],
    ],
    found: ['persons per_a role'],
  },
  {
    says: 'a role that was given only afterwards',
    leaves: [key('key_o', 'per_a', { role: 'audit' }), act(by('key_o', 'per_a')), person('per_a', ['audit'])],
    found: ['persons per_a role'],
  },
  {
    says: 'a key that had run out, and one that was revoked',
    leaves: [
      key('key_o', 'per_a', { expiresAt: '2026-06-02T00:00:00.000Z' }),
      { type: 'api-key.revoked', subject: 'api-key/key_b', by: LOCAL, body: {} },
      ...[{ days: 2 }, act(by('key_o', 'per_a')), act(by('key_b', 'per_b'))],
    ],
    found: ['api_keys key_o over', 'api_keys key_b over'],
  },
  {
    says: 'a session that nobody opened, that was over, or whose password had changed',
    leaves: [
      ...[opened('ses_1', 'per_b'), act(by('ses_1', 'per_b')), act(by('ses_x', 'per_b'))],
      ...[invited('per_b'), passwordSet('per_b'), { hours: 1 }, act(by('ses_1', 'per_b'))],
      ...[opened('ses_2', 'per_b', { expiresAt: START }), { hours: 9 }, act(by('ses_2', 'per_b'))],
    ],
    found: ['sessions ses_x unknown', 'sessions ses_1 over', 'sessions ses_2 over'],
  },
  {
    says: 'a session opened by another password, without the authenticator, or in a role that was not held',
    leaves: [
      opened('ses_1', 'per_b', {}, { password: 'sha256:of the attacker' }),
      opened('ses_2', 'per_b', { role: 'audit' }),
      { ...opened('ses_3', 'per_b'), by: by('key_a', 'per_a') },
      { type: 'totp.enrolled', subject: 'totp/per_b', by: by('ses_1', 'per_b'), body: { totp: { digest: TOTP } } },
      ...[opened('ses_4', 'per_b'), opened('ses_5', 'per_b', { withTotp: true }, { totp: TOTP })],
    ],
    found: ['sessions ses_1 password', 'persons per_b role', 'sessions ses_3 other', 'sessions ses_4 totp'],
  },
  {
    says: 'a password without an invitation, and the password or authenticator of somebody else',
    leaves: [
      passwordSet('per_a'),
      { ...passwordSet('per_b'), type: 'password.changed', by: by('key_a', 'per_a') },
      { type: 'totp.enrolled', subject: 'totp/per_b', by: by('key_a', 'per_a'), body: { totp: { digest: TOTP } } },
    ],
    found: ['passwords per_a invitation', 'persons per_a other', 'persons per_a other'],
  },
  {
    says: 'nobody where somebody must have acted, and a bootstrap key after set-up',
    leaves: [
      ...[key('key_i', null, { role: 'installer' }), act(by('key_i', null)), act(null)],
      ...[{ type: 'set-up.ended', subject: 'gate/set-up', by: by('key_i', null), body: {} }],
      key('key_j', null, { role: 'installer' }),
    ],
    found: ['log_leaves budget.revised nobody', 'api_keys key_j set-up'],
  },
  {
    says: 'a maker or a signer without the right, once for all leaves of their act',
    leaves: [
      agreed({ maker: by('key_x', 'per_a'), signer: by('ses_x', 'per_b'), at: START }),
      agreed({ maker: by('key_x', 'per_a'), signer: by('ses_x', 'per_b'), at: START }),
      agreed({ maker: by('key_a', 'per_a'), signer: by('key_b', 'per_b'), at: START }),
    ],
    found: ['api_keys key_x unknown', 'sessions ses_x unknown'],
  },
  {
    says: 'people who did not reach the region of the gate, and only for what binds all of it',
    leaves: [
      { type: 'gate.region-set', subject: 'gate/region', by: null, body: { region: '421000', before: '000000' } },
      ...[person('per_c', [], COUNTY_FINANCE), key('key_c', 'per_c', { grant: COUNTY })],
      ...[person('per_d', [], CITY_FINANCE), key('key_d', 'per_d', { grant: CITY })],
      agreed({ maker: by('key_d', 'per_d'), signer: by('key_c', 'per_c'), at: START }, 'import.begun'),
      agreed({ maker: by('key_d', 'per_d'), signer: by('key_c', 'per_c'), at: START }, 'supplier.created'),
      agreed({ maker: by('key_d', 'per_d'), signer: by('key_c', 'per_c'), at: START }, 'supplier.created'),
      agreed({ maker: by('key_c', 'per_c'), signer: by('key_d', 'per_d'), at: START }),
      agreed({ maker: by('key_d', 'per_d'), signer: by('key_a', 'per_a'), at: START }, 'product.changed'),
      { ...act(by('key_c', 'per_c')), type: 'rule-set.confirmed' },
      { type: 'gate.region-set', subject: 'gate/region', by: null, body: { region: '421022', before: '421000' } },
      agreed({ maker: by('key_d', 'per_d'), signer: by('key_c', 'per_c'), at: START }, 'witness.introduced'),
    ],
    found: ['persons per_c reach', 'persons per_c reach'],
  },
  {
    says: 'nothing in a signature of before, an act that took long, or the machine itself',
    leaves: [
      ...[opened('ses_1', 'per_b'), opened('ses_2', 'per_b'), { hours: 20 }],
      agreed({ maker: by('ses_1', 'per_b'), signer: by('key_a', 'per_a'), at: START }, 'proposal.begun'),
      ...[person('per_a', ['audit']), act(LOCAL), { hours: 1 }],
      agreed({ maker: by('ses_1', 'per_b'), signer: by('key_a', 'per_a'), at: START }),
      agreed({ maker: by('ses_1', 'per_b'), signer: by('key_a', 'per_a'), at: START }, 'proposal.executed'),
    ],
    found: [],
  },
];

onOneEngine('other files run its statements on both', (engine) => {
  describe('replaying who had which right', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
      await append(OFFICE);
    });
    afterEach(() => gate.close());

    const append = async (leaves: readonly (LeafDraft | TimeSpan)[]): Promise<void> => {
      for (const each of leaves) {
        if (!('subject' in each)) gate.clock.advance(each);
        else await inTransaction(gate.db, (tx) => governed(tx, gate.deps, async (entry) => entry.append(each)));
      }
    };
    const replay = async () => {
      const verified = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections: [authorProjection()] }));
      assert.deepEqual(verified.faults, []);
      return verified;
    };
    const names = async (): Promise<readonly string[]> =>
      (await replay()).differences.map(({ table, key: of, field }) => `${table} ${of} ${field}`);

    onOneOfThem(engine, 'leaves are replayed in this process, whichever engine they come from', () => {
      for (const { says, leaves, found } of CASES) {
        it(`finds ${says}`, async () => {
          assert.deepEqual(await names(), []);

          await append(leaves);

          assert.deepEqual(await names(), found);
        });
      }
    });

    it('covers agencies by their region as it was at the time', async () => {
      const code = '11421000000000001X';
      const grant = { agencies: [code] };
      const agency = (region: string): LeafDraft => {
        return { type: 'agency.changed', subject: `agency/${code}`, by: LOCAL, body: { after: { region } } };
      };
      const city = { roles: [{ role: 'finance', grant: { region: '421000' } }] };
      await append([person('per_c', [], city), key('key_c', 'per_c', { grant }), act(by('key_c', 'per_c'))]);
      await append([agency('421022'), act(by('key_c', 'per_c')), agency('420100'), act(by('key_c', 'per_c'))]);

      assert.deepEqual(await names(), ['persons per_c role', 'persons per_c role']);
    });

    it('says in both languages which leaf is by whom, and why not', async () => {
      await append([act(by('key_x', 'per_a'))]);

      const [difference] = (await replay()).differences;
      assert.ok(difference);
      const words = describeDifference(difference);
      const index = difference.index;
      assert.equal(words['zh-CN'], `第 ${index} 条记录：按日志，key_x 当时无权办理（日志中没有该密钥、会话或用户）`);
      assert.equal(
        words.en,
        `Leaf ${index}: by the log, key_x had no right to it (no leaf gives this key, session or person)`,
      );
    });

    it('finds a row of a session that no leaf gives, or gives otherwise', async () => {
      const row = { person_id: 'per_b', role: 'finance', reach: JSON.stringify(NATION), with_totp: 0, person_index: 0 };
      const times = { created_at: START, last_seen_at: START, expires_at: FAR };
      const session = { ...row, ...times, password_digest: PASSWORD };
      await append([opened('ses_1', 'per_b')]);
      await gate.db.writer('sessions').insert({ ...session, id: 'ses_1', token_hash: 'a'.repeat(64) });
      await gate.db.writer('sessions').insert({ ...session, id: 'ses_x', token_hash: 'b'.repeat(64) });

      const found = (await replay()).differences.map(({ key: of, kind, field }) => `${of} ${kind} ${field}`);
      assert.deepEqual(found, ['ses_1 differs token_hash', 'ses_x no-leaf null']);
    });
  });
});
