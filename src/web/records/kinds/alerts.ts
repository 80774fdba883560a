import { listAlertDigests, listAlerts } from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { count, defineRows, field } from '../record.ts';
import { NAMED_AGENCY } from '../register.ts';
import { ALERT_KINDS, SEVERITIES, SOFTWARE } from '../value-words.ts';
import { alertAbout, choice, day } from '../values.tsx';

export const kind = defineRows(listAlerts, ({ title, subject, agencyCode, agencyName, ...row }) => ({
  ...row,
  about: { title, subject },
  agency: { code: agencyCode, name: agencyName },
}))({
  path: '/alerts',
  title: both('提醒', 'Alerts'),
  empty: both('今天没有需要提醒的事项。', 'There is nothing to look at today.'),
  key: ({ id }) => id,
  fields: {
    about: field('事项', 'What', alertAbout),
    severity: field('紧急程度', 'Severity', choice(SEVERITIES)),
    kind: field('种类', 'Kind', choice(ALERT_KINDS)),
    agency: NAMED_AGENCY,
    dueOn: field('日期', 'Day', day, both('无期限', 'no day')),
    count: count('数量', 'Count'),
  },
  columns: ['about', 'severity', 'kind', 'agency', 'dueOn', 'count'],
  filters: [
    { name: 'severity', as: 'choice', label: both('紧急程度', 'Severity'), of: SEVERITIES },
    { name: 'kind', as: 'choice', label: both('种类', 'Kind'), of: ALERT_KINDS },
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'region', as: 'region' },
    { name: 'agencyCode', as: 'agency' },
  ],
  says: ({ on }) => both(`${on} 的情况，最紧急的在前。`, `As of ${on}, the most pressing first.`),
  beside: [{ name: both('每日摘要', 'Daily digests'), to: '/alert-digests', by: listAlertDigests }],
});
