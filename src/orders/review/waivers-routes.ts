import type { ActRequest, SignatureSlot, SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import {
  listWaivers,
  namedWaivers,
  revokeWaiver,
  stateOf,
  sumUses,
  UNUSED,
  WAIVER,
  type Waiver,
} from '../../decisions/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, civilDate, dayOf, laterOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed, readHead } from '../../log/index.ts';
import { findOfKind, type ReferenceRecord } from '../../reference/index.ts';
import { getRuleSetInForce } from '../../rules/index.ts';
import type { DecideDeps } from '../batch/decide-deps.ts';
import { listOrdersById } from '../orders-repository.ts';
import { decideAfterWaiver, toDecidedAgainBody } from './decide-after-waiver.ts';
import { agencyOfWaiver, ownersToSign, proposeWaiver, type WaiverRequest } from './propose-waiver.ts';

/**
 * Granting a waiver, which always takes two people of the owner's, or one more where the agency does not ask. The order of a
 * review is decided again at once.
 */
export function waiversActs(deps: DecideDeps): SignedActs {
  return {
    createWaiver: {
      reach: 'stated',
      slots: async (tx, asked): Promise<readonly SignatureSlot[]> => {
        const owners = await ownersToSign(tx, { actor: asked.actor, asked: toAsked(asked), at: deps.clock() });
        return owners.map((owner) => [owner]);
      },
      agencies: async (tx, { actor, body }) => [await agencyOfWaiver(tx, { actor, scope: scopeIn(body.scope) })],
      about: async (tx, asked) => {
        const ids = asked.flatMap(({ body: { scope } }) => scope.order?.id ?? []);
        const orders = new Map((await listOrdersById(tx, ids)).map((order) => [order.id, order]));
        return asked.map(({ body: { scope } }) => ({ order: orders.get(scope.order?.id ?? '') }));
      },
      act: async (entry, asked) => {
        const waiver = await proposeWaiver(entry, deps, { actor: asked.actor, asked: toAsked(asked) });
        return {
          status: 201,
          etag: etagOf(waiver.logIndex),
          location: `/v1/waivers/${waiver.key}`,
          body: await bodyOf(entry.tx, deps, { waiver, reader: asked.actor }),
        };
      },
      follow: async (entry, { actor, body: { scope } }, done) => {
        // One that begins later sets nothing aside yet, and one for machines says of no order that it is meant.
        if (!scope.order || done.body.state !== 'in-force') return done;
        const result = await decideAfterWaiver(entry, deps, { orderId: scope.order.id, actor });
        const waiver = await findOfKind(entry.tx, WAIVER, { key: done.body.id, grant: actor.grant });
        const body = await bodyOf(entry.tx, deps, { waiver, reader: actor });
        return { ...done, body: { ...body, decidedAgain: toDecidedAgainBody(result) } };
      },
    },
  };
}

function toAsked({ body, signers = [] }: ActRequest<'createWaiver'>): WaiverRequest {
  const { scope, rules, reasonCode, text, evidence, from, until } = body;
  return {
    scope: scopeIn(scope),
    rules,
    reasonCode,
    text,
    evidence: evidence.map(({ document, issuedBy, issuedOn, file }) => ({
      document,
      ...(file && { file }),
      issuedBy: issuedBy ?? null,
      issuedOn: issuedOn ? civilDate(issuedOn) : null,
    })),
    from: from ? civilDate(from) : null,
    until: civilDate(until),
    signers: signers.map(({ personId }) => personId),
  };
}

/** The schema has seen to it that it is one of the two. */
function scopeIn({ order, agency }: ActRequest<'createWaiver'>['body']['scope']): WaiverRequest['scope'] {
  if (order) return { kind: 'order', ...order };
  if (!agency) throw new Error('a waiver for nothing has passed its schema');
  return { kind: 'agency', ...agency, usesMax: agency.usesMax ?? null };
}

/** Waivers as they stand, and their revocation. */
export function waiversRoutes(db: Database, deps: GovernedDeps): Handlers {
  const list: Handler<'listWaivers'> = async (req, res) => {
    const actor = actorOf(req);
    const limit = limitOf(req.query);
    const { agencyCode, order, rule, state } = req.query;
    const asked = { grant: actor.grant, agencyCode, order, rule, state, after: textCursorOf(req.query), limit };
    const page = await inSnapshot(db, async (tx) => {
      const { waivers, next } = await listWaivers(tx, asked, await today(tx, deps));
      return pageEnding(await withReferences(tx, await namedWaivers(tx, waivers, actor)), next);
    });
    res.status(200).json(page);
  };

  const get: Handler<'getWaiver'> = async (req, res) => {
    const reader = actorOf(req);
    const { waiver, body } = await inSnapshot(db, async (tx) => {
      const found = await findOfKind(tx, WAIVER, { key: req.params.id, grant: reader.grant });
      return { waiver: found, body: await bodyOf(tx, deps, { waiver: found, reader }) };
    });
    res.status(200).set('ETag', etagOf(waiver.logIndex)).json(body);
  };

  const revoke: Handler<'revokeWaiver'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { waiver, body } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await findOfKind(entry.tx, WAIVER, { key: req.params.id, grant: actor.grant });
        refuseStale(expected, found.logIndex);
        const revoked = await revokeWaiver(entry, { waiver: found, actor, reason: req.body.reason });
        return { waiver: revoked, body: await bodyOf(entry.tx, deps, { waiver: revoked, reader: actor }) };
      }),
    );
    res.status(200).set('ETag', etagOf(waiver.logIndex)).json(body);
  };

  return { listWaivers: list, getWaiver: get, revokeWaiver: revoke };
}

type WaiverBody = AnswerOf<'getWaiver', 200>;

interface ShownWaiver {
  readonly waiver: ReferenceRecord<Waiver>;
  readonly reader: Actor;
}

async function bodyOf(tx: Tx, deps: GovernedDeps, { waiver, reader }: ShownWaiver): Promise<WaiverBody> {
  const used = (await sumUses(tx, [waiver.key])).get(waiver.key) ?? UNUSED;
  const listed = { waiver, state: stateOf(waiver.state, await today(tx, deps)), used };
  const [body] = await withReferences(tx, await namedWaivers(tx, [listed], reader));
  if (!body) throw new Error('a waiver that was found is not shown');
  return body;
}

/** With the numbers by which their agencies know the orders that they are for: one statement, however many there are. */
async function withReferences(tx: Tx, waivers: readonly WaiverBody[]): Promise<readonly WaiverBody[]> {
  const ids = waivers.flatMap(({ scope }) => scope.order?.id ?? []);
  const references = new Map((await listOrdersById(tx, ids)).map(({ id, reference }) => [id, reference]));
  return waivers.map((waiver) => {
    const orderReference = references.get(waiver.scope.order?.id ?? '');
    return { ...waiver, ...(orderReference !== undefined && { orderReference }) };
  });
}

/** The day of the log, which is never before the last leaf's. */
async function today(tx: Tx, deps: GovernedDeps) {
  const head = await readHead(tx);
  const at = laterOf(deps.clock(), head.at);
  return { on: dayOf(at), ruleSet: await getRuleSetInForce(tx, at) };
}
