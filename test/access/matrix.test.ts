import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { type AccessRule, readAccessRule } from '../../src/access/index.ts';
import { gateContract, type Operation } from '../../src/http/contract/contract.ts';
import { ROLES, type Role } from '../../src/kernel/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import { keyFolder } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { idsAt } from './draft-targets.ts';
import { bodyFor, EXAMPLE_AGENCY, pathFor, type Target, targetIn, unknownLike } from './targets.ts';

/** Who may do what is said once, by `x-access` in the contract; this asks the gate whether it is so. */
const OPERATIONS: readonly (Operation & { readonly rule: AccessRule })[] = gateContract().operations.map(
  (operation) => ({
    ...operation,
    rule: readAccessRule(operation.id, operation.access),
  }),
);

/** Kinds of objects that belong to an agency: another agency's is a 404. Persons and keys are reached by their rights. */
const AGENCY_BOUND = [
  'agency',
  'order',
  'decision',
  'responsible-person',
  'budget-line',
  'plan-filing',
  'entitlement',
  'device',
  'allocation',
  'installation',
  'evidence-file',
  'licence-key',
  'software-name',
  'waiver',
  'payment',
  'acceptance',
  'audit-finding',
  'audit-sample',
  'draft',
  'matter',
  'campaign',
  'filing',
  'commitment-letter',
];

/** The lists of what belongs to agencies. What belongs to the gate, as products do, is listed to everybody who may. */
const AGENCY_LISTS = [
  ...['listOrders', 'listAgencies', 'listResponsiblePersons', 'listBudgetLines', 'listPlanFilings'],
  ...['listEntitlements', 'listDevices', 'listWaivers', 'reportBudgetExecution', 'reportUnusedMoney'],
  ...['listAllocations', 'listInstallations', 'listEvidenceFiles', 'reportSoftwareSummary', 'reportSoftwareInUse'],
  ...['listSoftwareNames', 'listAuditFindings', 'listAuditSamples', 'listDrafts', 'listCampaigns', 'listFilings'],
  ...['listMatters', 'listCommitmentLetters', 'listPersonsToInvite', 'listRegisterStatements'],
];

/** What binds everybody whom the gate serves. What else takes two people names the agencies or the rights it is about. */
const OF_GATE = [
  ...['createSupplier', 'describeSupplier', 'changeSupplier', 'importSuppliers'],
  ...['createDebarment', 'describeDebarment', 'changeDebarment', 'importDebarments'],
  ...['createProduct', 'describeProduct', 'changeProduct', 'importProducts', 'scheduleRuleSet'],
  ...['introduceWitness', 'endWitness', 'replaceSigningKey', 'distrustSigningKey'],
];

/** Within the city that the gate of these tests serves. */
const COUNTY = { region: '421022' };

const ALL_SCOPES = [
  'orders:write',
  'orders:read',
  'budget:read',
  'budget:load',
  'assets:write',
  'payments:write',
  'log:read',
  'log:cosign',
  'metrics:read',
];

/** What a machine may do with one key: no key writes orders and what follows them. */
const SIDES = {
  orders: ALL_SCOPES.filter((scope) => scope !== 'assets:write' && scope !== 'payments:write'),
  goods: ALL_SCOPES.filter((scope) => scope !== 'orders:write'),
};

/** By the side whose key an operation is open to. */
function sideOf({ rule }: (typeof OPERATIONS)[number]): keyof typeof SIDES {
  return rule !== 'public' && rule.scopes?.includes('orders:write') ? 'orders' : 'goods';
}

onOneEngine('who may call is told before any statement', (engine) => {
  describe('who may do what', () => {
    let gate: Gate;
    let own: Target;
    let foreign: Target;
    let callers: Readonly<Record<keyof typeof SIDES, ReadonlyMap<Role, Caller>>>;

    before(async () => {
      gate = await startGate({
        engine,
        env: {
          GATE_LICENCE_KEY_SECRET: 'a secret that seals licence keys'.replaceAll(' ', '_'),
          GATE_WEBHOOK_SECRET: 'a secret that seals webhook secrets'.replaceAll(' ', '_'),
          GATE_OUTBOUND_ALLOW: 'hooks.example.gov.cn:443',
          GATE_REGION: '421000',
        },
      });
      const [office, other] = [
        await openOffice(gate, { region: '421000' }),
        await openOffice(gate, { region: '511300', level: 'city' }),
      ];
      own = await targetIn(gate, office);
      foreign = await targetIn(gate, other);
      callers = { orders: await callersOf(gate, office, 'orders'), goods: await callersOf(gate, office, 'goods') };
      await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
    });
    after(() => gate.close());

    for (const operation of OPERATIONS) {
      const { rule } = operation;
      if (rule === 'public') {
        it(`${operation.id} is open to everybody`, async () => {
          // Signing in may fail with 401, too; nobody is asked for a key there.
          assert.notEqual((await call(gate.nobody, operation, own)).body.code, 'access.unauthenticated');
        });
        continue;
      }

      it(`${operation.id} is refused to everybody but ${rule.roles.join(', ')}`, async () => {
        assert.equal((await call(gate.nobody, operation, own)).status, 401);
        for (const role of ROLES.filter((each) => !rule.roles.includes(each))) {
          const answer = await call(callerFor(callers[sideOf(operation)], role), operation, own);
          assert.deepEqual([role, answer.status, answer.body.code], [role, 403, 'access.role']);
        }
      });

      if (rule.roles.includes('machine') && rule.scopes !== null) {
        it(`${operation.id} is refused to a machine without ${rule.scopes.join(' or ')}`, async () => {
          for (const side of Object.values(SIDES)) {
            const scopes = side.filter((scope) => !rule.scopes?.includes(scope));
            const machine = await gate.as('machine', { grant: { agencies: [own.agencyCode] }, scopes });
            const answer = await call(machine, operation, own);
            assert.deepEqual([answer.status, answer.body.code], [403, 'access.scope']);
          }
        });
      }

      it(`${operation.id} is open to ${rule.roles.join(', ')} within reach`, async () => {
        for (const role of rule.roles) {
          const { status, body } = await call(callerFor(callers[sideOf(operation)], role), operation, {
            ...own,
            ids: idsAt(own.ids, role),
          });
          // Who sees and signs a proposal depends on what it is about: that is tested where proposals are.
          const isOfProposals = rule.object === 'proposal' && String(body.code).startsWith('proposal.');
          // So does whose rule a waiver sets aside, and whose draft is given up: the examples' are of one bureau or person.
          const isOfOwner = ['waiver.not_your_rule', 'rule_set.not_yours', 'rule_set.invalid'].includes(body.code);
          // The whole log is nothing for a machine of single agencies.
          const isWhole = body.code === 'log.export_reach';
          const isWrong = WRONG_WITHIN_REACH.includes(status) && !isOfProposals && !isOfOwner && !isWhole;
          assert.ok(!isWrong, `${role}: ${status} ${JSON.stringify(body)}`);
        }
      });

      if (rule.secondPerson) {
        const isOfGate = OF_GATE.includes(operation.id);
        it(`${operation.id} is refused to a county's people where it binds another county`, async () => {
          assert.equal(gate.acts.get(operation.id)?.reach, isOfGate ? 'gate' : 'stated');
          for (const role of rule.roles.filter((each) => each !== 'installer')) {
            const scopes = role === 'machine' ? SIDES[sideOf(operation)] : [];
            const { status, body } = await call(await gate.as(role, { grant: COUNTY, scopes }), operation, own);
            if (isOfGate) assert.deepEqual([role, status, body.code], [role, 403, 'access.gate_reach']);
            else {
              // A file is refused where none of its rows is of an agency within reach.
              const isRefused = [403, 404, 409, 422].includes(status) || body.code === 'import.no_agency';
              assert.ok(isRefused, `${role}: ${status} ${JSON.stringify(body)}`);
            }
          }
        });
      }

      // The name of a witness is that of its agency here, and everybody's business.
      if (rule.object === 'none' && !rule.secondPerson && operation.id !== 'listWitnesses') {
        it(`${operation.id} tells and gives a county's people nothing of agencies elsewhere`, async () => {
          for (const role of rule.roles.filter((each) => each !== 'installer')) {
            const scopes = role === 'machine' ? SIDES[sideOf(operation)] : [];
            const caller = await gate.as(role, { grant: COUNTY, scopes });
            const { status, text } = await call(caller, operation, own);
            const told = [own, foreign].flatMap(({ ids }) =>
              [...AGENCY_BOUND, 'person', 'api-key'].filter((kind) => text.includes(ids[kind] ?? '-')),
            );
            assert.deepEqual([role, told], [role, []], `${status} ${text.slice(0, 300)}`);
          }
        });
      }

      if (AGENCY_BOUND.includes(rule.object)) {
        it(`${operation.id} answers for another agency's as for one that does not exist`, async () => {
          for (const role of rule.roles.filter((each) => each !== 'installer')) {
            const caller = callerFor(callers[sideOf(operation)], role);
            const theirs = { ...foreign, ids: idsAt(foreign.ids, role) };
            const unknown = unknownLike(theirs);
            const ofForeign = await call(caller, operation, theirs);
            const ofUnknown = await call(caller, operation, unknown);
            assert.equal(ofForeign.status, 404, `${role}: ${ofForeign.status} ${JSON.stringify(ofForeign.body)}`);
            assert.deepEqual(withoutNames(ofForeign, theirs), withoutNames(ofUnknown, unknown), role);
          }
        });
      }

      if (AGENCY_LISTS.includes(operation.id)) {
        it(`${operation.id} shows what is within reach, and nothing of another agency's`, async () => {
          for (const role of rule.roles.filter((each) => each !== 'installer')) {
            const { body } = await call(callerFor(callers[sideOf(operation)], role), operation, own);
            const text = JSON.stringify(body);
            assert.deepEqual([text.includes(own.agencyCode), text.includes(foreign.agencyCode)], [true, false], role);
          }
        });
      }
    }
  });

  describe('what needs a second person', () => {
    const forTwo = OPERATIONS.filter(({ rule }) => rule !== 'public' && rule.secondPerson);
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
      const end = { name: 'set-up-ended', value: '"2026-06-01T01:00:00.000Z"', log_index: 0 };
      await gate.db.writer('gate_settings').insert(end);
    });
    after(() => gate.close());

    it('is done by the installer alone only until set-up has ended', async () => {
      assert.ok(forTwo.length > 0);
      for (const operation of forTwo) {
        const target = unknownLike(EXAMPLE_TARGET);
        const { status, body } = await call(gate.installer, operation, target);
        // Whether findings are set aside is nothing to set a gate up with.
        const isForInstaller = operation.rule !== 'public' && operation.rule.roles.includes('installer');
        const code = isForInstaller ? 'access.second_person' : 'access.role';
        assert.deepEqual([operation.id, status, body.code], [operation.id, 403, code]);
      }
    });
  });
});

/** Within reach a caller is known, may, and finds it; and what the contract shows as an example is well formed. */
const WRONG_WITHIN_REACH = [400, 401, 403, 404, 405, 413, 415, 500];

const EXAMPLE_TARGET: Target = { agencyCode: EXAMPLE_AGENCY, ids: {} };

/** One key for each role, reaching what such a person reaches: an agency's people their agency, the bureaus the city. */
async function callersOf(
  gate: Gate,
  { agencyCode }: Office,
  side: keyof typeof SIDES,
): Promise<ReadonlyMap<Role, Caller>> {
  const one = { agencies: [agencyCode] };
  const city = { region: '421000' };
  const callers = new Map<Role, Caller>([['installer', gate.installer]]);
  for (const role of ROLES) {
    if (role === 'installer') continue;
    const isOfAgency = ['procurement-officer', 'agency-approver', 'agency-liaison', 'machine'].includes(role);
    const scopes = role === 'machine' ? SIDES[side] : [];
    callers.set(role, await gate.as(role, { grant: isOfAgency ? one : city, scopes }));
  }
  return callers;
}

function callerFor(callers: ReadonlyMap<Role, Caller>, role: Role): Caller {
  const caller = callers.get(role);
  assert.ok(caller, `nobody has the role ${role}`);
  return caller;
}

/** A tag that nobody ever read: who may and finds it gets 412, and nothing is changed for the calls after it. */
const STALE_TAG = '"9007199254740991"';

const METHODS: Readonly<Record<string, 'patch' | 'put'>> = { PATCH: 'patch', PUT: 'put' };

async function call(caller: Caller, operation: Operation, target: Target): Promise<Response> {
  const path = pathFor(operation, target, readAccessRule(operation.id, operation.access));
  if (operation.method === 'GET') return caller.get(path);
  const tag = { 'if-match': STALE_TAG };
  if (operation.method === 'DELETE') return caller.send('delete', path, { headers: tag });
  const { bytes, contentType } = bodyFor(operation, target);
  const headers = { 'content-type': contentType, ...tag };
  return caller.send(METHODS[operation.method] ?? 'post', path, { bytes, headers });
}

/** The body of a refusal without the names that the caller sent, and without the name of the request. */
function withoutNames({ status, body }: Response, { agencyCode, ids }: Target): unknown {
  const { instance: _instance, ...rest } = body;
  let text = JSON.stringify({ status, ...rest });
  for (const name of [agencyCode, ...Object.values(ids)]) text = text.replaceAll(name, '·');
  return JSON.parse(text);
}
