import assert from 'node:assert/strict';
import { fileTitle } from '../../src/documents/index.ts';
import { instant, text } from '../../src/kernel/index.ts';

describe('what people call a file', () => {
  const title = text('采购审核表', 'Review form');
  // Midnight of Beijing is past, that of Greenwich is not.
  const printedAt = instant('2026-11-28T16:30:00.000Z');

  it('is whose it is, which one, what and of what day, in the language of the paper', () => {
    const whose = { agency: '荆州市文化和旅游局', number: 'JZ-2026-0413' };

    assert.equal(
      fileTitle({ whose, title, printedAt }, 'zh-CN'),
      '荆州市文化和旅游局-JZ-2026-0413-采购审核表-2026-11-29',
    );
    assert.equal(
      fileTitle({ whose, title, printedAt }, 'en'),
      '荆州市文化和旅游局-JZ-2026-0413-Review form-2026-11-29',
    );
  });

  it('leaves out what the paper has not', () => {
    assert.equal(fileTitle({ title, printedAt }, 'zh-CN'), '采购审核表-2026-11-29');
    assert.equal(fileTitle({ whose: { agency: undefined }, title, printedAt }, 'zh-CN'), '采购审核表-2026-11-29');
  });
});
