import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Does = { readonly [kind in Schemas['InTrayEntry']['kind']]?: string };

const doesZh: Does = {
  'undertaking-overdue':
    '订单承诺配置、到期仍未交付的软件授权，由所列单位补齐。到货后在该订单登记验收即为履行；逾期会影响该单位的下一份订单。',
};

const doesEn: Does = {
  'undertaking-overdue':
    'Licences that an order promised and that have not come by their day; the agency named delivers them. They are met by the acceptance of the order, and weigh on the next order of the agency meanwhile.',
};

const zh = {
  title: '须办理的事项',
  none: '没有须办理的事项，或已经办理完毕。',
  does: doesZh,
  byProgram: '此类事项在控制台还没有自己的页面，请通过接口或联系系统管理员办理。',
  count: (count: number) => `共 ${count} 项。`,
  columns: {
    what: '事项',
    seats: '承诺套数',
    missing: '尚缺套数',
    due: '期限',
    by: '由谁办理',
    order: '有关订单',
  },
  left: (days: number) => (days === 0 ? '今天到期' : `还有 ${days} 天`),
  late: '已逾期',
  openOrder: '查看订单',
};

const en: Words<typeof zh> = {
  title: 'What is owed',
  none: 'Nothing of this kind is owed any more.',
  does: doesEn,
  byProgram:
    'The console has no page for this yet. It is done by the API, or with the help of the system administrator.',
  count: (count) => `${count} in all.`,
  columns: {
    what: 'What',
    seats: 'Seats promised',
    missing: 'Seats missing',
    due: 'Due on',
    by: 'Owed by',
    order: 'Order',
  },
  left: (days) => (days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} left`),
  late: 'overdue',
  openOrder: 'Open the order',
};

export const OWED_WORDS: BothLanguages<typeof zh> = { zh, en };
