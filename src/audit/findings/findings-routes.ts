import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers, OperationRequest } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { type CivilDate, civilDate, dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findOfKind, listOfKind, type ReferenceRecord, referenceRoutes } from '../../reference/index.ts';
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
    const found = await inSnapshot(db, (tx) => listOfKind(tx, AUDIT_FINDING, question));
    const { items, next } = pageOf(found, limit, ({ key }) => [key]);
    res.status(200).json({ items: items.map(answer), next });
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
    getAuditFinding: reference.get,
    answerAuditFinding: reply,
    returnAuditAnswer: giveBack,
    closeAuditFinding: close,
  };
}

type StepRequest = Pick<OperationRequest<'closeAuditFinding'>, 'params' | 'get'> & Parameters<typeof actorOf>[0];

type Body = AnswerOf<'getAuditFinding', 200>;

function bodyOf(finding: AuditFinding, on: CivilDate): Body {
  return { ...finding, steps: finding.steps.map((step) => ({ ...step })), overdue: isOverdue(finding, on) };
}
