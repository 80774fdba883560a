import assert from 'node:assert/strict';
import { deliveryReader } from '../../src/goods/index.ts';
import { type CivilDate, civilDate } from '../../src/kernel/index.ts';
import { textWords } from '../judgement/corpus.ts';

const { days, ...words } = textWords();
assert.ok(days);
const read = deliveryReader(days, words);
const SUBMITTED_ON = civilDate('2026-04-12');

function daysIn(text: string, signedOn: CivilDate | null = null): readonly string[] {
  return read(text, { submittedOn: SUBMITTED_ON, signedOn }).map(({ from, until }) => `${from ?? ''}..${until ?? ''}`);
}

describe('the day of delivery in a text', () => {
  const told: readonly (readonly [string, ...string[]])[] = [
    ['请于2026年9月底前交货', '..2026-09-30'],
    ['请于２０２６年９月３０日前交货', '..2026-09-30'],
    ['二〇二六年九月三十日前到货', '..2026-09-30'],
    ['9月底前到货', '..2026-09-30'],
    ['3月底前到货', '..2027-03-31'],
    ['26年9月底前交货', '..2026-09-30'],
    ['明年2月底前交货', '..2027-02-28'],
    ['不迟于2026-09-30送达', '..2026-09-30'],
    ['2026.9.30前交货', '..2026-09-30'],
    ['交货时间：2026年8月15日前', '..2026-08-15'],
    ['交货日期为2026年8月15日', '2026-08-15..2026-08-15'],
    ['9月交货', '2026-09-01..2026-09-30'],
    ['9月上旬交货', '2026-09-01..2026-09-10'],
    ['9月中旬交货', '2026-09-11..2026-09-20'],
    ['9月底交货', '2026-09-21..2026-09-30'],
    ['预计9月中旬交货', '2026-08-27..2026-10-05'],
    ['9月20日左右到货', '2026-09-05..2026-10-05'],
    ['2026年三季度交货', '2026-07-01..2026-09-30'],
    ['第三季度末前交货', '..2026-09-30'],
    ['下半年交货', '2026-07-01..2026-12-31'],
    ['年底前到货', '..2026-12-31'],
    ['年内到货', '2026-01-01..2026-12-31'],
    ['本月底前到货', '..2026-04-30'],
    ['下月15日前到货', '..2026-05-15'],
    ['10月1日后交货', '2026-10-01..'],
    ['不早于10月1日交货', '2026-10-01..'],
    ['9月开学后交货', '2026-09-01..'],
    ['10月10日至20日到货', '2026-10-10..2026-10-20'],
    ['10月10-20日到货', '2026-10-10..2026-10-20'],
    ['9月底至10月中旬到货', '2026-09-21..2026-10-20'],
    ['9、10月到货', '2026-09-01..2026-10-31'],
    ['2026年9月30日（周三）17时前到货', '..2026-09-30'],
    ['9月1日开学前须到货', '..2026-09-01'],
    ['秋季开学前到货', '..2026-09-15'],
    ['春节前到货', '..2027-02-06'],
    ['2028年春节前到货', '..2028-01-26'],
    ['国庆节后到货', '2026-10-01..'],
    ['10月底投入使用', '..2026-10-31'],
    ['2026年10月10日前，完成全部设备的交货', '..2026-10-10'],
    ['8月底前供货并于9月底前安装调试', '..2026-08-31', '..2026-09-30'],
    ['台式机（9月底前到货，含安装）', '..2026-09-30'],
  ];
  for (const [text, ...wanted] of told) {
    it(`is ${wanted.join(' and ')} in ${text}`, () => assert.deepEqual(daysIn(text), wanted));
  }

  const unsure = [
    ...['开学前到货', '15日前到货', '9.30前交货', '2月30日前到货', '国庆到货', '3年内交货', '收到订单后3日内到货'],
    ...['2026年3月底前交货', '2025年9月30日到货', '电脑已于9月到货', '首批9月底前到货，其余年底前到货'],
    ...['9月底前完成招标并交货', '9月底前签订合同，及时交货', '到货后9月底前付款', '8月到货的显示器'],
    ...['新办公楼9月底前交付使用，本次采购电脑', '打印机另行采购，9月底前到货', '如不能于9月底前交货，按日扣款'],
    ...['质保至2029年9月30日', '10月10日后投入使用', '10月20日至10日到货', '合同签订后15日内交货'],
    ...[
      '2050年春节前到货',
      '9月30日，财政下达，随后到货',
      '9月底前具备条件时由各科室自行联系供应商安排并通知本单位一起接收到货',
    ],
  ];
  for (const text of unsure) {
    it(`is not sure in ${text}`, () => assert.deepEqual(daysIn(text), []));
  }

  it('runs from the contract once it is signed, in days, working days, weeks and months', () => {
    const signed = (text: string) => daysIn(text, civilDate('2026-05-06'));

    assert.deepEqual(signed('合同签订后15日内交货'), ['..2026-05-21']);
    assert.deepEqual(signed('自签订合同之日起30个日历日内完成交货'), ['..2026-06-05']);
    assert.deepEqual(signed('签约后两个月内供货'), ['..2026-07-06']);
    assert.deepEqual(signed('合同签订后一周内到货'), ['..2026-05-13']);
    assert.deepEqual(signed('交货期：合同签订后30天'), ['..2026-06-05']);
    // Twice as many days, and two weeks for feasts, are enough for any working days.
    assert.deepEqual(signed('合同签订后10个工作日内交货'), ['..2026-06-09']);
    assert.deepEqual(signed('中标后15日内交货'), []);
  });

  it('is told with what happens on it', () => {
    const toldIn = (text: string) => read(text, { submittedOn: SUBMITTED_ON, signedOn: null }).map(({ told }) => told);

    assert.deepEqual(toldIn('请于 2026 年 9 月底前交货'), ['2026年9月底前交货']);
    assert.deepEqual(toldIn('交货时间：2026年8月15日前'), ['交货时间:2026年8月15日前']);
  });
});
