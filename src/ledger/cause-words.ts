import { type Text, text } from '../kernel/index.ts';
import type { Cause } from './move.ts';

/** Each cause of a move in the words of people who work with budgets and licences. */
export const CAUSE_WORDS: Readonly<Record<Cause, Text>> = {
  appropriation: text('指标下达', 'appropriation'),
  revision: text('指标调整', 'revision of the appropriation'),
  transfer: text('指标调剂', 'transfer between budget lines'),
  'used-elsewhere': text('闸口之外的支出或冻结', 'used or frozen outside the gate'),
  reservation: text('订单预占', 'reserved for an order'),
  release: text('释放', 'released'),
  withdrawal: text('订单撤回，退回', 'given back: the order was withdrawn'),
  lapse: text('逾期失效，退回', 'given back: it lapsed'),
  'year-end': text('年终结账，退回', 'given back: the fiscal year was closed'),
  encumbrance: text('签订合同，转为占用', 'encumbered by the contract'),
  termination: text('合同终止，退回', 'given back: the contract was terminated'),
  payment: text('付款，转为支出', 'paid'),
  credit: text('红字冲回', 'credited: the supplier took an invoice back'),
  'carry-over': text('结转下年', 'carried over into the next fiscal year'),
  acquisition: text('授权取得', 'seats acquired'),
  correction: text('授权数量更正', 'number of seats corrected'),
  hold: text('订单占用授权', 'seats held for an order'),
  'hold-again': text('设备退回，重新占用授权', 'held again: the device was returned'),
  allocation: text('分配到设备', 'allocated to a device'),
  return: text('设备退回，收回授权', 'given back: the device was returned'),
  retirement: text('设备报废，收回授权', 'given back: the device was retired'),
  reallocation: text('收回再分配', 'taken back to be allocated anew'),
};
