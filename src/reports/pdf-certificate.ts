import {
  type Append,
  addCode,
  addParagraph,
  addSheet,
  clockTime,
  leading,
  linesOf,
  openPdf,
  type Sheet,
} from '../documents/index.ts';
import { type Instant, instantOfSeconds, type Text, text } from '../kernel/index.ts';
import type { CertificateClaims } from '../orders/index.ts';

export interface CertificatePage {
  readonly claims: CertificateClaims;
  readonly token: string;
  readonly agencyName: string;
  readonly madeAt: Instant;
}

const TITLE = text('采购放行证', 'Certificate of clearance');
const SAYS = text(
  '本单所列采购订单已通过正版软件采购闸口的审核，可以按核准的内容采购。放行证只能使用一次。',
  'The order below was approved by the gate and may be bought as approved. The certificate can be used once.',
);
const CHECK = text(
  '扫描二维码可打开闸口的验证页面，任何人均可查询当前是否有效。网址 # 号之后为放行证原文（JWS，Ed25519 签名），也可用闸口公布的公钥（/.well-known/jwks.json）离线验证。纸面文字不作为验证依据。',
  'The code leads to the page of the gate where anybody checks whether this is still good. Behind the # of its address stands the certificate itself (a JWS signed with Ed25519), for a check offline by the keys that the gate publishes (/.well-known/jwks.json). The printed words prove nothing.',
);
const TOO_LONG = text(
  '预算指标过多，二维码放不下放行证原文，仅载有其网址。',
  'With so many budget lines the certificate does not fit into a code; the code holds its address.',
);
const MORE = (count: number): Text => text(`……及其余 ${count} 项`, `… and ${count} more`);

const SHOWN_LINES_MAX = 12;
/** What the largest code holds. */
const CODE_BYTES_MAX = 2_900;
const SIZE = { title: 20, subtitle: 12, body: 9.5, label: 8, note: 7.5 };
const LABEL_WIDTH = 150;
const CODE_SIDE = 270;

/** One sheet of A4 in both languages, with the certificate itself as a code that a scanner reads. */
export async function writeCertificate(page: CertificatePage, append: Append): Promise<void> {
  const { claims, token, madeAt } = page;
  const title = `${TITLE['zh-CN']} ${claims.reference}`;
  const facts = { title, language: 'zh-CN', layout: 'portrait', madeAt, gate: claims.iss } as const;
  const document = await openPdf(facts, append);
  const sheet = addSheet(document);
  const { bold } = document.fonts;
  addParagraph(sheet, TITLE['zh-CN'], { size: SIZE.title, font: bold, align: 'center' });
  addParagraph(sheet, TITLE.en, { size: SIZE.subtitle, align: 'center' });
  sheet.y += 6;
  for (const says of [SAYS['zh-CN'], SAYS.en]) addParagraph(sheet, says, { size: SIZE.body });
  sheet.y += 6;
  for (const [label, values] of rowsOf(page)) addRow(sheet, label, values);
  const whole = `https://${claims.iss}/verify#${token}`;
  const isWhole = whole.length <= CODE_BYTES_MAX;
  const code = isWhole ? whole : `https://${claims.iss}/v1/decisions/${claims.jti}/certificate`;
  sheet.y += 4;
  addCode(document, code, {
    ...{ x: sheet.left + (sheet.width - CODE_SIDE) / 2, y: sheet.y, side: CODE_SIDE, correction: 'L' },
  });
  sheet.y += CODE_SIDE + 4;
  const notes = isWhole ? [CHECK] : [CHECK, TOO_LONG];
  for (const note of notes) {
    for (const says of [note['zh-CN'], note.en]) addParagraph(sheet, says, { size: SIZE.note });
  }
  await document.close();
}

function rowsOf({ claims, agencyName }: CertificatePage): readonly (readonly [Text, readonly string[]])[] {
  const { budget, ruleSet } = claims;
  const shown = budget.slice(0, SHOWN_LINES_MAX).map(({ budgetLine, amount }) => `${budgetLine}  ${amount}`);
  const more = MORE(budget.length - shown.length);
  return [
    [text('单位', 'Agency'), [agencyName, claims.agencyCode]],
    [text('订单编号', 'Reference'), [`${claims.reference}  (${claims.sub}, ${claims.revision})`]],
    [text('核准金额（元）', 'Approved total (yuan)'), [claims.total]],
    [
      text('预算指标（元）', 'Budget lines (yuan)'),
      budget.length > shown.length ? [...shown, `${more['zh-CN']} / ${more.en}`] : shown,
    ],
    [text('签发时间', 'Issued'), [timeOf(claims.iat)]],
    [text('有效期至', 'Good until'), [timeOf(claims.exp)]],
    [text('签发闸口', 'Gate'), [claims.iss]],
    [text('审核决定', 'Decision'), [claims.jti]],
    [text('规则集', 'Rule set'), [`${ruleSet.number}  ${ruleSet.digest}`]],
    [text('订单散列', 'Digest of the order'), [claims.orderDigest]],
    [text('存证日志序号', 'Leaf of the log'), [String(claims.logIndex)]],
  ];
}

function timeOf(seconds: number): string {
  return `${clockTime(instantOfSeconds(seconds))} (UTC+8)`;
}

function addRow(sheet: Sheet, label: Text, values: readonly string[]): void {
  const { document, left, width } = sheet;
  const { regular } = document.fonts;
  document.line(`${label['zh-CN']} ${label.en}`, { x: left, y: sheet.y + 1, size: SIZE.label });
  for (const value of values) {
    for (const line of linesOf(value, width - LABEL_WIDTH, (shown) => regular.widthOf(shown, SIZE.body))) {
      document.line(line, { x: left + LABEL_WIDTH, y: sheet.y, size: SIZE.body });
      sheet.y += leading(SIZE.body);
    }
  }
}
