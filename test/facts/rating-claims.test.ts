import assert from 'node:assert/strict';
import { hardwareFacts } from '../../src/facts/goods/hardware.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import { givenComputer, givenInput, givenLine, policyWithout } from './support.ts';

type Claim = { readonly level?: string; readonly announcement?: string };
type Policy = ReturnType<typeof policyWithout>;

describe('what is claimed of a rating', () => {
  /** Of a processor and a system that are on the list. */
  const of = (securityRating: Claim, policy: Policy = {}) => {
    const usual = givenComputer();
    const cpu = { model: 'Kunpeng 920', architecture: 'arm64', securityRating } as const;
    const operatingSystem = { ...usual.operatingSystem, securityRating };
    const line = givenLine({ computer: { ...usual, cpu, operatingSystem } });
    const input = givenInput({ policy, order: { lines: [line] } });
    return [hardwareFacts(input, line)['line.cpuRating'], operatingSystemFacts(input, line)['line.os.rating']];
  };
  const both = (rating: string) => [rating, rating];
  const row = { model: 'Kunpeng 920', aliases: [], level: 'II', announcement: '2024-1', from: null, until: null };

  it('is true of an announcement that there is, however its number is written', () => {
    for (const announcement of [
      ...['2023-1', '2023年第1号', '安全可靠测评结果公告（2023年第1号）', '２０２３年第１号', '2023年第一号'],
      ...['2023年1号', '2023-01', '公告2024年第2号'],
    ])
      assert.deepEqual(of({ level: 'I', announcement }), both('listed'), announcement);
  });

  it('is on no list with an announcement that there is not', () => {
    for (const announcement of ['2099-9', '2023-7', '无此公告第9号', '2022-1', '关于公布结果的通知', '2023-11'])
      assert.deepEqual(of({ level: 'I', announcement }), both('declared-only'), announcement);
  });

  it('is true of both levels, however they are written', () => {
    for (const level of ['I', 'II', 'Ⅰ', 'Ⅱ级', 'I级', 'ii', '1', '2级', '一级'])
      assert.deepEqual(of({ level, announcement: '2023-1' }), both('listed'), level);
    assert.deepEqual(of({ level: 'I' }), both('listed'));
  });

  it('is on no list with another level', () => {
    for (const level of ['IX', 'III', '三级', 'A', '优秀', '12'])
      assert.deepEqual(of({ level, announcement: '2023-1' }), both('declared-only'), level);
    assert.deepEqual(of({ level: 'IX' }), both('absent'));
  });

  it('is held against the level and the announcement that the list has of its product', () => {
    const ofRow = (claim: Claim) => of(claim, { ratedCpus: [row] })[0];

    assert.equal(ofRow({ level: 'Ⅱ级', announcement: '2024年第1号' }), 'listed');
    assert.equal(ofRow({ level: 'I', announcement: '2024-1' }), 'declared-only');
    assert.equal(ofRow({ level: 'II', announcement: '2023-1' }), 'declared-only');
  });

  it('is taken for true under a policy that names neither levels nor announcements', () => {
    for (const name of ['policy.securityRating.announcements', 'policy.securityRating.grades'])
      assert.deepEqual(of({ level: 'IX', announcement: '2099-9' }, policyWithout(name)), both('listed'));
    const policy = { ...policyWithout('policy.securityRating.grades'), ratedCpus: [row] };
    assert.equal(of({ level: 'I', announcement: '2023-1' }, policy)[0], 'listed');
  });
});
