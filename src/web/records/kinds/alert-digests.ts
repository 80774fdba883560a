import { listAlertDigests, listAlerts } from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { count, defineRows, field } from '../record.ts';
import { NAMED_AGENCY } from '../register.ts';
import { day, inBoth, moment, several } from '../values.tsx';

export const kind = defineRows(listAlertDigests, ({ agencyCode, agencyName, counts, alerts, ...row }) => ({
  ...row,
  ...counts,
  titles: alerts.map(({ title }) => title),
  agency: { code: agencyCode, name: agencyName },
}))({
  path: '/alert-digests',
  title: both('每日提醒摘要', 'Daily digests of alerts'),
  empty: both(
    '还没有生成过摘要。有提醒的日子，每个单位会有一份。',
    'No digest was made yet. An agency gets one on a day that has alerts.',
  ),
  key: ({ on, agency }) => `${on} ${agency.code}`,
  fields: {
    on: field('日期', 'Day', day),
    agency: { ...NAMED_AGENCY, isOfMany: false },
    urgent: count('紧急', 'Urgent'),
    soon: count('近期', 'Soon'),
    notice: count('提示', 'Notice'),
    titles: field('事项', 'What', several(inBoth, both('无', 'none'))),
    madeAt: field('生成时间', 'Made', moment),
  },
  columns: ['on', 'agency', 'urgent', 'soon', 'notice', 'titles', 'madeAt'],
  filters: [
    { name: 'on', as: 'day', label: both('日期', 'Day') },
    { name: 'agencyCode', as: 'agency' },
  ],
  beside: [{ name: both('现在的提醒', 'Alerts as of today'), to: '/alerts', by: listAlerts }],
});
