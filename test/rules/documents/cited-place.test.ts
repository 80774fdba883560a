import assert from 'node:assert/strict';
import { citedPlace } from '../../../src/rules/index.ts';

describe('a document that a finding rests on, as papers cite it', () => {
  for (const [document, article, cited] of [
    ['政府采购法', '第七十一条', '《政府采购法》 第七十一条'],
    ['国权联〔2006〕1号', '一', '国权联〔2006〕1号 第一条'],
    ['信部联产〔2006〕199号', '十二', '信部联产〔2006〕199号 第十二条'],
    ['财库〔2023〕29号', '第三项', '财库〔2023〕29号 第三项'],
    ['财资〔2016〕27号', '附件6', '财资〔2016〕27号 附件6'],
    ['国办发〔2010〕47号', null, '国办发〔2010〕47号'],
    [null, null, ''],
  ] as const) {
    it(`is ${cited || 'nothing where no document is named'}`, () => {
      assert.equal(citedPlace({ document, article }), cited);
    });
  }
});
