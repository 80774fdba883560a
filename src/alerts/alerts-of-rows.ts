import type { CivilDate } from '../kernel/index.ts';
import { type AlertDraft, severityBy } from './alert.ts';
import { auditFindingTitle, entitlementEnds, undertakingTitle, unlicensedTitle } from './alert-titles.ts';
import type { DueUndertakingRow, EndingEntitlementRow } from './alerts-repository.ts';

interface DueRow {
  readonly id: string;
  readonly agency_code: string;
  readonly due_on: CivilDate;
}

export function endingAlert(row: EndingEntitlementRow, on: CivilDate): AlertDraft {
  const { id, agency_code: agencyCode, category, product, ends_on: dueOn } = row;
  return {
    ...{ id: `entitlement-ends/${id}`, kind: 'entitlement-ends', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category, product, count: row.seats === null ? null : Number(row.seats) },
    subject: { type: 'entitlement', id },
    words: () => entitlementEnds({ category, product }, { dueOn, on }),
  };
}

/** It counts the seats that are still missing. */
export function undertakingAlert(row: DueUndertakingRow, on: CivilDate): AlertDraft {
  const { id, agency_code: agencyCode, category, due_on: dueOn } = row;
  const seats = Number(row.seats) - Number(row.delivered_seats);
  return {
    ...{ id: `undertaking-due/${id}`, kind: 'undertaking-due', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category, product: null, count: seats },
    subject: { type: 'undertaking', id },
    words: () => undertakingTitle(category, seats, { dueOn, on }),
  };
}

/** What the finding says is for the agency and the audit bureau alone. */
export function auditFindingAlert(row: DueRow, on: CivilDate): AlertDraft {
  const { id, agency_code: agencyCode, due_on: dueOn } = row;
  return {
    ...{ id: `audit-finding-due/${id}`, kind: 'audit-finding-due', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category: null, product: null, count: null, subject: { type: 'audit-finding', id } },
    words: () => auditFindingTitle({ dueOn, on }),
  };
}

export function unlicensedAlert(agencyCode: string, devices: number): AlertDraft {
  const id = `unlicensed-devices/${agencyCode}`;
  return {
    ...{ id, kind: 'unlicensed-devices', severity: 'soon', agencyCode, dueOn: null },
    ...{ category: null, product: null, count: devices, subject: null },
    words: () => unlicensedTitle(devices),
  };
}
