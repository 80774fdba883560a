import {
  MASK,
  maskFacts,
  nameRecordedFacts,
  seesTexts,
  toDecisionBody,
  toExplanationBody,
  toFactsBody,
  toWaiverBody,
} from '../../decisions/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { type Actor, type CivilDate, fen, formatYuan, type Instant } from '../../kernel/index.ts';
import { shownTo, toOrderBody } from '../../orders/index.ts';
import { type Facts, ruleSentences } from '../../rules/index.ts';
import { isOverdue } from '../findings/audit-finding.ts';
import type { DossierLeaf } from './dossier-leaf.ts';
import type { DecidedBy, Dossier } from './find-dossier.ts';

type Schemas = components['schemas'];
export type DossierBody = Schemas['OrderDossier'];

/** What other folders make of a dossier for the same reader. */
export type OtherBodies = Pick<DossierBody, 'asOf' | 'acceptances' | 'payments' | 'chain' | 'people' | 'proposals'>;

export interface ShownDossier extends OtherBodies {
  readonly dossier: Dossier;
  readonly leaves: readonly DossierLeaf[];
  readonly reader: Actor;
  readonly on: CivilDate;
}

/** A dossier as somebody may see it. */
export function toDossierBody({ dossier, leaves, reader, on, ...others }: ShownDossier): DossierBody {
  const { order } = dossier.standing;
  const isMasked = order.isClassified && !seesTexts(reader);
  return {
    ...others,
    agencyName: dossier.agencyName,
    order: toOrderBody(dossier.standing, reader),
    standingSubmission: dossier.standingSubmission && shownTo(reader, order, dossier.standingSubmission),
    revisions: dossier.revisions.map((revision) => ({
      ...{ revision: revision.revision, submittedAt: ownTimeOf(revision, dossier), digest: revision.bodyDigest },
      ...{ total: revision.totalFen === null ? null : formatYuan(revision.totalFen), by: revision.personId },
    })),
    decisions: dossier.decisions.map((decided) => decisionBody(decided, reader)),
    waivers: dossier.waivers.map((waiver) => toWaiverBody(waiver, reader)),
    moves: movesBody(dossier, leaves),
    contracts: dossier.standing.contracts.map(({ revision, number, signedOn, amountFen, isConcluded }) => ({
      ...{ revision, signedOn, amount: formatYuan(amountFen), concluded: isConcluded },
      number: isMasked ? MASK : number,
    })),
    returns: returnsBody(dossier),
    chainLinks: dossier.chain.length,
    evidence: dossier.evidence.map(({ keyId: _keyId, ...file }) => ({ ...file, name: isMasked ? MASK : file.name })),
    findings: dossier.findings.map((finding) => ({
      ...{ ...finding, steps: finding.steps.map((step) => ({ ...step })), overdue: isOverdue(finding, on) },
    })),
    log: leaves.map(({ index, type, subject, at, by, hash }) => ({
      ...{ index, type, subject, at, by, leafHash: hash.toString('base64') },
      proof: `/v1/log/proofs/inclusion?index=${index}`,
    })),
    logEntries: dossier.leafCount,
  };
}

/** A contract becomes a revision that is judged by the policy of the day of its order; it came when it was first decided. */
function ownTimeOf({ revision, submittedAt }: Dossier['revisions'][number], { decisions }: Dossier): Instant {
  const first = decisions.find(({ record }) => record.revision === revision);
  return first?.record.stage === 'contract' ? first.record.decidedAt : submittedAt;
}

function movesBody({ moves }: Dossier, leaves: readonly DossierLeaf[]): DossierBody['moves'] {
  const times = new Map(leaves.map(({ index, at }) => [index, at]));
  return moves.map((move) => {
    const isMoney = move.account_kind === 'budget-line';
    const quantity = Number(move.quantity);
    return {
      ...{ logIndex: Number(move.log_index), at: times.get(Number(move.log_index)) ?? null, cause: move.cause },
      ...{ accountKind: move.account_kind, account: move.account, from: move.from_bucket, to: move.to_bucket },
      ...{ amount: isMoney ? formatYuan(fen(quantity)) : null, seats: isMoney ? null : quantity },
    };
  });
}

function returnsBody({ returns, returned }: Dossier): DossierBody['returns'] {
  return returns.map((row) => ({
    ...{ id: String(row.id), returnedOn: String(row.returned_on), logIndex: Number(row.log_index) },
    devices: returned.filter(({ return_id: id }) => id === row.id).length,
  }));
}

function decisionBody({ record, ruleSet }: DecidedBy, reader: Actor): Schemas['DossierDecision'] {
  const explained = new Map(toExplanationBody(record, ruleSet, reader).rules.map((rule) => [rule.id, rule]));
  return {
    decision: toDecisionBody(record, ruleSet, reader),
    facts: factsBody({ record, ruleSet }, reader),
    rules: ruleSet.rules.map((rule) => {
      const { scope, clauses } = ruleSentences(rule, ruleSet.catalogue);
      const { result = 'out-of-scope', instances = [] } = explained.get(rule.id) ?? {};
      return {
        ...{ rule: rule.id, revision: rule.revision, title: rule.title, result, scope },
        clauses: [...new Set(instances.flatMap(({ clause }) => clause ?? []))],
        sentences: clauses.map(({ sentence }) => sentence),
      };
    }),
  };
}

/** Every fact that the decision used, with where it comes from and on whose word it stands. */
function factsBody({ record, ruleSet }: DecidedBy, reader: Actor): Schemas['DossierDecision']['facts'] {
  const { catalogue } = ruleSet;
  const facts = nameRecordedFacts(record.detail.facts, catalogue);
  const isMasked = record.isClassified && !seesTexts(reader);
  const told = (pointer: string, values: Facts): Schemas['DossierFact'][] =>
    Object.entries(toFactsBody(isMasked ? maskFacts(values, catalogue) : values)).flatMap(([name, value]) => {
      const fact = catalogue.find(name);
      if (!fact) return [];
      return [{ pointer, name, title: fact.title, value, source: fact.source, standing: fact.standing }];
    });
  return [
    ...told('', facts.order),
    ...facts.lines.flatMap((line, at) => told(`/lines/${at}`, line)),
    ...facts.planItems.flatMap((item, at) => told(`/softwarePlan/${at}`, item)),
    ...facts.funding.flatMap(({ pointer, facts: entry }) => told(pointer, entry)),
  ];
}
