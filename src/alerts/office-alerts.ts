import type { Seat } from '../agencies/index.ts';
import { type CivilDate, daysBetween, type Text, text } from '../kernel/index.ts';
import { type AlertDraft, severityBy } from './alert.ts';
import type { DueMatterRow, VacancyRow } from './office-alerts-repository.ts';

/** Seats that nobody holds, as many as the roster shows vacant: whom the legalization office can ask, and who answers. */
export function vacancyAlert({ agencyCode, vacant }: VacancyRow): AlertDraft {
  return {
    ...{ id: `vacancy/${agencyCode}`, kind: 'vacancy', severity: 'soon', agencyCode, dueOn: null },
    ...{ category: null, product: null, count: vacant.length, subject: null },
    words: () => vacancyTitle(vacant),
  };
}

const SEAT_WORDS: Readonly<Record<Seat, Text>> = {
  head: text('第一责任人', 'principal head'),
  'leader-in-charge': text('分管领导', 'leader in charge'),
  responsible: text('具体责任人', 'responsible person'),
  liaison: text('联络员', 'liaison'),
};

function vacancyTitle(vacant: readonly Seat[]): Text {
  const [zh, en] = [vacant.map((seat) => SEAT_WORDS[seat]['zh-CN']), vacant.map((seat) => SEAT_WORDS[seat].en)];
  const last = zh.pop() ?? '';
  return text(
    `没有在任的${zh.length > 0 ? `${zh.join('、')}和` : ''}${last}`,
    `Nobody is in office as ${en.join(', as ')}`,
  );
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
