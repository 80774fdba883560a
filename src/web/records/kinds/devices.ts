import {
  changeDevice,
  createDevice,
  describeDevice,
  getDevice,
  listAllocations,
  listDevices,
  listEntitlements,
  listInstallations,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { DeviceChain } from '../chain.tsx';
import { defineRecord, field, section, way } from '../record.ts';
import { AGENCY, BY_HAND, besideOf } from '../register.ts';
import { COMPUTERS, DEVICE_STATES } from '../value-words.ts';
import * as as from '../values.tsx';

const FINDINGS = {
  'INT-06': both('本闸口启用后购置，但没有经其验收', 'acquired after this gate began, without an acceptance'),
};

export const kind = defineRecord({
  path: '/devices',
  title: both('设备', 'Devices'),
  list: listDevices,
  empty: both(
    '还没有登记设备。验收登记或导入清单后，会出现在这里。',
    'No device is on file. Deliveries and imported lists bring them.',
  ),
  key: ({ id }) => id,
  fields: {
    assetNumber: field('资产编号', 'Asset number', as.code),
    serial: field('序列号', 'Serial number', as.code),
    agencyCode: AGENCY,
    category: field('类别', 'Kind', as.choice(COMPUTERS)),
    brand: field('品牌', 'Brand'),
    model: field('型号', 'Model'),
    department: field('使用部门', 'Department'),
    usedBy: field('使用人', 'Used by'),
    state: field('状态', 'State', as.choice(DEVICE_STATES)),
    acquiredOn: field('购置日期', 'Acquired', as.day),
    mainboardSerial: field('主板序列号', 'Serial of the mainboard', as.code),
    orderId: field('订单', 'Order', as.toOrder, BY_HAND),
    orderLine: field('订单明细行', 'Order line', as.plain, BY_HAND),
    acceptanceId: field('验收编号', 'Acceptance', as.code, BY_HAND),
    findings: field('提示', 'Findings', as.several(as.choice(FINDINGS), both('无', 'none'))),
    id: field('编号', 'Id', as.code),
  },
  columns: ['serial', 'assetNumber', 'agencyCode', 'category', 'brand', 'model', 'department', 'state'],
  filters: [
    { name: 'serial', as: 'text', label: both('序列号', 'Serial number') },
    { name: 'assetNumber', as: 'text', label: both('资产编号', 'Asset number') },
    { name: 'department', as: 'text', label: both('使用部门', 'Department') },
    { name: 'category', as: 'choice', label: both('类别', 'Kind'), of: COMPUTERS },
    { name: 'state', as: 'choice', label: both('状态', 'State'), of: DEVICE_STATES },
    { name: 'finding', as: 'choice', label: both('提示', 'Findings'), of: FINDINGS },
    { name: 'agencyCode', as: 'agency' },
    { name: 'orderId', as: 'given', label: both('订单', 'Order') },
  ],
  beside: besideOf('/devices'),
  page: {
    one: both('设备', 'Device'),
    get: getDevice,
    by: 'id',
    heading: ({ serial, assetNumber, id }) => serial ?? assetNumber ?? id,
    sections: [
      section(
        both('设备', 'The device'),
        'agencyCode',
        'assetNumber',
        'category',
        'brand',
        'model',
        'state',
        'findings',
      ),
      section(both('使用', 'Use'), 'department', 'usedBy', 'serial', 'mainboardSerial'),
      section(both('来源', 'Where it came from'), 'acquiredOn', 'orderId', 'orderLine', 'acceptanceId', 'id'),
    ],
    links: ({ id }) => [
      way(both('其上的安装', 'Installed on it'), '/installations', listInstallations, { deviceId: id }),
      way(both('分配给它的授权', 'Seats given to it'), '/allocations', listAllocations, { deviceId: id }),
      way(both('随机授权', 'Rights bound to it'), '/entitlements', listEntitlements, { boundDevice: id }),
    ],
    parts: [DeviceChain],
  },
  forms: {
    create: createDevice,
    describe: describeDevice,
    change: changeDevice,
    choices: { category: COMPUTERS, state: DEVICE_STATES },
  },
});
