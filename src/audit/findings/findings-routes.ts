import { findActedBy } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers, OperationRequest } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type CivilDate, civilDate, dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import {
  findOfKind,
  findOfKindAsOf,
  listOfKind,
  type ReferenceRecord,
  referenceRoutes,
} from '../../reference/index.ts';
import { AUDIT_FINDING, type AuditFinding, isOverdue } from './audit-finding.ts';
import { AUDIT_FINDINGS, type FindingAct, recordFindingStep } from './record-findings.ts';

/** What the audit bureau found, what agencies answered, and how it ended. */
export function findingsRoutes(db: Database, deps: GovernedDeps): Handlers {
  const answer = ({ state }: ReferenceRecord<AuditFinding>): Body => bodyOf(state, dayOf(deps.clock()));
  const reference = referenceRoutes(db, deps, {
    kind: AUDIT_FINDINGS,
    path: '/v1/audit-findings',
    creation: 'AuditFindingCreation',
    answer,
  });

  const list: Handler<'listAuditFindings'> = async (req, res) => {
    const { overdue, ...query } = req.query;
    const limit = limitOf(query);
    const owed = overdue === true ? { dueBefore: dayOf(deps.clock()), state: 'open' } : {};
    const question = { query: { ...query, ...owed }, grant: actorOf(req).grant, after: textCursorOf(query), limit };
    const page = await inSnapshot(db, async (tx) => {
      const { records, next } = await listOfKind(tx, AUDIT_FINDING, question);
      return pageEnding(await namedBodies(tx, records.map(answer)), next);
    });
    res.status(200).json(page);
  };

  const act = async (
    req: StepRequest,
    step: Omit<FindingAct, 'actor' | 'finding'>,
  ): Promise<ReferenceRecord<AuditFinding>> => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    return inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const finding = await findOfKind(entry.tx, AUDIT_FINDING, { key: req.params.id, grant: actor.grant });
        refuseStale(expected, finding.logIndex);
        return recordFindingStep(entry, { ...step, actor, finding });
      }),
    );
  };

  const reply: Handler<'answerAuditFinding'> = async (req, res) => {
    const finding = await act(req, { act: 'answered', ...req.body });
    res.status(201).set('ETag', etagOf(finding.logIndex)).json(answer(finding));
  };

  const giveBack: Handler<'returnAuditAnswer'> = async (req, res) => {
    const finding = await act(req, { act: 'returned', text: req.body.text, dueOn: civilDate(req.body.dueOn) });
    res.status(200).set('ETag', etagOf(finding.logIndex)).json(answer(finding));
  };

  const close: Handler<'closeAuditFinding'> = async (req, res) => {
    const finding = await act(req, { act: 'closed', text: req.body.text });
    res.status(200).set('ETag', etagOf(finding.logIndex)).json(answer(finding));
  };

  return {
    createAuditFinding: reference.create,
    listAuditFindings: list,
    getAuditFinding: getHandler(db, answer),
    answerAuditFinding: reply,
    returnAuditAnswer: giveBack,
    closeAuditFinding: close,
  };
}

type StepRequest = Pick<OperationRequest<'closeAuditFinding'>, 'params' | 'get'> & Parameters<typeof actorOf>[0];

type Body = AnswerOf<'getAuditFinding', 200>;

function getHandler(
  db: Database,
  answer: (finding: ReferenceRecord<AuditFinding>) => Body,
): Handler<'getAuditFinding'> {
  return async (req, res) => {
    const which = { key: req.params.id, grant: actorOf(req).grant };
    const { asOf } = req.query;
    const { finding, bodies } = await inSnapshot(db, async (tx) => {
      const found =
        asOf === undefined
          ? await findOfKind(tx, AUDIT_FINDING, which)
          : await findOfKindAsOf(tx, AUDIT_FINDING, { ...which, asOf });
      return { finding: found, bodies: await namedBodies(tx, [answer(found)]) };
    });
    const [body] = bodies;
    if (!body) throw new Error('a finding that was found is not shown');
    res.status(200).set('ETag', etagOf(finding.logIndex)).json(body);
  };
}

/** The same with the names of those who raised, answered and judged. */
async function namedBodies(tx: Tx, bodies: readonly Body[]): Promise<Body[]> {
  const acted = bodies.flatMap(({ raisedBy, steps }) => [raisedBy, ...steps.map(({ by }) => by)]);
  const actedBy = await findActedBy(
    tx,
    acted.map((person) => ({ person })),
  );
  return bodies.map((body) => ({
    ...body,
    actedBy: actedBy({ person: body.raisedBy }),
    steps: body.steps.map((step) => ({ ...step, actedBy: actedBy({ person: step.by }) })),
  }));
}

function bodyOf(finding: AuditFinding, on: CivilDate): Body {
  return { ...finding, steps: finding.steps.map((step) => ({ ...step })), overdue: isOverdue(finding, on) };
}
