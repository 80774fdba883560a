import { getAllocation, listAllocations } from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { AGENCY, besideOf } from '../register.ts';
import { ALLOCATION_ENDS, OPEN_OR_ENDED } from '../value-words.ts';
import { choice, code, day, toAllocation, toDevice, toEntitlement, toOrder } from '../values.tsx';

const LASTS = both('仍在使用', 'still given');
const TAKEN_FROM = {
  free: both('空余授权', 'a free seat'),
  held: both('为订单预留的授权', 'a seat held for an order'),
};

export const kind = defineRecord({
  path: '/allocations',
  title: both('授权分配', 'Allocations'),
  list: listAllocations,
  empty: both(
    '还没有把授权分配给设备。验收登记或人工分配后，会出现在这里。',
    'No seat was given to a device. Those of deliveries, and those given by hand, appear here.',
  ),
  key: ({ id }) => id,
  fields: {
    id: field('编号', 'Id', code),
    agencyCode: AGENCY,
    entitlementId: field('授权', 'Entitlement', toEntitlement),
    deviceId: field('设备', 'Device', toDevice),
    takenFrom: field('取自', 'Taken from', choice(TAKEN_FROM)),
    sharesSeatOf: field('共用席位', 'Shares the seat of', toAllocation, both('单独占用', 'has its own')),
    orderId: field('订单', 'Order', toOrder, both('人工分配', 'given by hand')),
    from: field('自', 'From', day),
    until: field('至', 'Until', day, LASTS),
    endedBecause: field('结束原因', 'Why it ended', choice(ALLOCATION_ENDS), LASTS),
  },
  columns: ['id', 'agencyCode', 'entitlementId', 'deviceId', 'takenFrom', 'from', 'until'],
  filters: [
    { name: 'state', as: 'choice', label: both('状态', 'State'), of: OPEN_OR_ENDED },
    { name: 'agencyCode', as: 'agency' },
    { name: 'entitlementId', as: 'given', label: both('授权', 'Entitlement') },
    { name: 'deviceId', as: 'given', label: both('设备', 'Device') },
    { name: 'orderId', as: 'given', label: both('订单', 'Order') },
  ],
  beside: besideOf('/allocations'),
  page: {
    one: both('授权分配', 'Allocation'),
    get: getAllocation,
    by: 'id',
    heading: ({ id }) => id,
    sections: [
      {
        title: both('分配', 'The allocation'),
        fields: ['agencyCode', 'entitlementId', 'deviceId', 'takenFrom', 'sharesSeatOf', 'orderId'],
      },
      { title: both('期限', 'How long'), fields: ['from', 'until', 'endedBecause'] },
    ],
  },
});
