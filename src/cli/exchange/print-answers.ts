import { type Refusal, type Text, text } from '../../kernel/index.ts';
import type { Terminal } from '../terminal.ts';
import type { FileAnswer } from './answer-file.ts';
import type { LeftAlone } from './exchange-folder.ts';
import { CERTIFICATE_MISSING } from './order-notes.ts';
import type { FileResults, OrderResult } from './order-results.ts';
import type { UndecidedNotice } from './undecided-file.ts';

/** One line for a file: what became of it, and where to look. */
export function printAnswer({ print, note, paint, paintNote, say }: Terminal, name: string, answer: FileAnswer): void {
  switch (answer.kind) {
    case 'answered':
      print(`${paint('bold', name)}  ${say(countsOf(answer.results))} → ${answer.path}`);
      break;
    case 'refused':
      print(`${paint('bold', name)}  ${paint('red', say(REFUSED))}${say(answer.text)} → ${answer.path}`);
      break;
    case 'busy':
      note(`${paintNote('yellow', name)}  ${say(BUSY)}`);
      break;
    case 'undecided':
      note(`${paintNote('yellow', name)}  ${say(UNDECIDED)}${say(answer.problem.text)}${pathOf(answer.notice)}`);
      break;
  }
}

function pathOf(notice: UndecidedNotice | null): string {
  return notice ? ` → ${notice.path}` : '';
}

const REFUSED = text('无法读取：', 'cannot be read: ');
const BUSY = text('正在写入或不可读取，留在 in。', 'is being written or may not be read; it stays in in.');
const UNDECIDED = text('有订单未能审核，文件留在 in：', 'has orders that could not be decided, and stays in in: ');

function countsOf({ file, sameAs, orders, counts }: FileResults): Text {
  const { approved, referred, rejected, refused } = counts;
  const [zh, en] = sameAs === null ? ['', ''] : sayAgain(file, sameAs);
  const missing = orders.filter(lacksCertificate).length;
  const [lackZh, lackEn] =
    missing === 0 ? ['', ''] : [`（${missing} 张暂无放行证）`, ` (${missing} without a certificate yet)`];
  return text(
    `${zh}${orders.length} 张订单：通过 ${approved}${lackZh}，转人工 ${referred}，不予通过 ${rejected}，未受理 ${refused}`,
    `${en}${orders.length} ${orders.length === 1 ? 'order' : 'orders'}: ${approved} approved${lackEn}, ${referred} referred, ${rejected} rejected, ${refused} refused`,
  );
}

export function lacksCertificate({ note }: OrderResult): boolean {
  return note?.code === CERTIFICATE_MISSING;
}

function sayAgain(file: string, sameAs: string): readonly [string, string] {
  if (file === sameAs) return ['此前已办理，', 'was answered before; '];
  return [`内容与已办理的 ${sameAs} 相同，`, `has the content of ${sameAs}, which was answered before; `];
}

export function printLeftAlone({ note, paintNote, say }: Terminal, { name, because }: LeftAlone): void {
  note(`${paintNote('yellow', name.replaceAll(/\p{C}/gu, '\ufffd'))}  ${say(LEFT_ALONE[because])}`);
}

const LEFT_ALONE: Readonly<Record<LeftAlone['because'], Text>> = {
  kind: text('未读取：是文件夹或链接，不是文件。', 'is left alone: it is a folder or a link, and no file.'),
  name: text(
    '未读取：文件名过长、含特殊字符，或形如结果文件。',
    'is left alone: its name is too long, has special characters, or looks like that of a result.',
  ),
};

export function printUnreachable({ note, paintNote, say }: Terminal, { text: says }: Refusal): void {
  const { 'zh-CN': zh, en } = says;
  note(paintNote('yellow', say(text(`${zh}文件留在 in，不会丢失。`, `${en} Files stay in in; nothing is lost.`))));
}
