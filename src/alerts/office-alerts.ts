import { type CivilDate, daysBetween, type Text, text } from '../kernel/index.ts';
import { type AlertDraft, severityBy } from './alert.ts';
import type { DueMatterRow, VacancyRow } from './office-alerts-repository.ts';

/** A seat that nobody holds: without both an agency has nobody whom the legalization office can ask. */
export function vacancyAlert({ agencyCode, lacksHead, lacksLiaison }: VacancyRow): AlertDraft {
  return {
    ...{ id: `vacancy/${agencyCode}`, kind: 'vacancy', severity: 'soon', agencyCode, dueOn: null },
    ...{ category: null, product: null, count: Number(lacksHead) + Number(lacksLiaison), subject: null },
    words: () => vacancyTitle(lacksHead, lacksLiaison),
  };
}

function vacancyTitle(lacksHead: boolean, lacksLiaison: boolean): Text {
  if (lacksHead && lacksLiaison)
    return text('没有在任的第一责任人和联络员', 'Nobody is in office as principal head or as liaison');
  return lacksHead
    ? text('没有在任的第一责任人', 'Nobody is in office as principal head')
    : text('没有在任的联络员', 'Nobody is in office as liaison');
}

/** What has to be put right says the matter itself, to those who may read it. */
export function matterAlert({ id, owner_agency: agencyCode, due_on: dueOn }: DueMatterRow, on: CivilDate): AlertDraft {
  return {
    ...{ id: `matter-due/${id}`, kind: 'matter-due', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category: null, product: null, count: null, subject: { type: 'matter', id } },
    words: () => matterTitle({ dueOn, on }),
  };
}

function matterTitle({ dueOn, on }: { readonly dueOn: CivilDate; readonly on: CivilDate }): Text {
  const days = daysBetween(on, dueOn);
  if (days < 0) {
    return text(
      `整改已逾期 ${-days} 天未答复`,
      `An answer to a rectification is ${-days} ${days === -1 ? 'day' : 'days'} overdue`,
    );
  }
  return text(`整改须于 ${dueOn} 前答复`, `An answer to a rectification is due on ${dueOn}`);
}
