import {
  type Append,
  addCode,
  addParagraph,
  addSheet,
  clockTime,
  groupedYuan,
  leading,
  linesOf,
  openPdf,
  type Sheet,
} from '../documents/index.ts';
import { type Instant, instantOfSeconds, parseYuan, type Text, text } from '../kernel/index.ts';
import type { getCertificate } from '../orders/index.ts';
import { valueWords } from '../rules/index.ts';

type Found = Awaited<ReturnType<typeof getCertificate>>;

export interface CertificatePage extends Pick<Found, 'claims' | 'token' | 'submission' | 'redemption' | 'end'> {
  readonly agencyName: string;
  readonly madeAt: Instant;
}

const TITLE = text('采购放行证', 'Certificate of clearance');
const SAYS = text(
  '本单所列采购订单已通过正版软件采购闸口的审核，可以按核准的内容采购。放行证只能使用一次。',
  'The order below was approved by the gate and may be bought as approved. The certificate can be used once.',
);
const CHECK = text(
  '扫描二维码可打开闸口的查验页面，任何人均可查询当前是否有效。网址 # 号之后为放行证原文（JWS，Ed25519 签名），也可用闸口公布的公钥（/.well-known/jwks.json）离线查验。纸面文字不作为查验依据。',
  'The code leads to the page of the gate where anybody checks whether this is still good. Behind the # of its address stands the certificate itself (a JWS signed with Ed25519), for a check offline by the keys that the gate publishes (/.well-known/jwks.json). The printed words prove nothing.',
);
const TOO_LONG = text(
  '预算指标过多，二维码放不下放行证原文，仅载有其网址。',
  'With so many budget lines the certificate does not fit into a code; the code holds its address.',
);
const MORE = (count: number): Text => text(`……及其余 ${count} 项`, `… and ${count} more`);

const SHOWN_GOODS_MAX = 8;
const SHOWN_LINES_MAX = 6;
/** What the largest code holds. */
const CODE_BYTES_MAX = 2_900;
const SIZE = { title: 20, subtitle: 12, body: 9, label: 8, note: 7 };
const LABEL_WIDTH = 160;
const CODE_SIDE = 230;
/** Between the code and what stands beside it. */
const GAP = 14;
const SIGNATURE_HEIGHT = 31;

/** Who signs and seals, beside the code. */
const PLACES: readonly Text[] = [
  text('采购单位（盖章）', 'Agency (seal)'),
  text('经办人（签字）', 'Handled by (signature)'),
  text('负责人（签字）', 'In charge (signature)'),
  text('日期', 'Date'),
];

/** One sheet of A4 in both languages: what may be bought, the certificate as a code that a scanner reads, and who signs. */
export async function writeCertificate(page: CertificatePage, append: Append): Promise<void> {
  const { claims, token, madeAt } = page;
  const title = `${TITLE['zh-CN']} ${claims.reference}`;
  // The page that verifies finds the certificate in the file by these: whoever has the file need not scan its code.
  const facts = { title, language: 'zh-CN', layout: 'portrait', madeAt, gate: claims.iss, keywords: token } as const;
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
  sheet.y += 8;
  addCode(document, code, { x: sheet.left, y: sheet.y, side: CODE_SIDE, correction: 'L' });
  addAddress(sheet, `https://${claims.iss}/verify`);
  const beside = { ...sheet, left: sheet.left + CODE_SIDE + GAP, width: sheet.width - CODE_SIDE - GAP };
  for (const place of PLACES) addPlace(beside, place);
  beside.y += 6;
  const notes = isWhole ? [CHECK] : [CHECK, TOO_LONG];
  for (const note of notes) {
    for (const says of [note['zh-CN'], note.en]) addParagraph(beside, says, { size: SIZE.note });
  }
  await document.close();
}

const CHECKED_AT = text('查验网址', 'Check it at');

/** Where anybody checks it who cannot scan: typed by hand, with the file of this page or what the code says. */
function addAddress({ document, left, y }: Sheet, address: string): void {
  const below = y + CODE_SIDE + 2;
  document.line(`${CHECKED_AT['zh-CN']} ${CHECKED_AT.en}:`, { x: left, y: below, size: SIZE.label });
  document.line(address, { x: left, y: below + leading(SIZE.label), size: SIZE.label });
}

type Rows = readonly (readonly [Text, readonly string[]])[];

function rowsOf(page: CertificatePage): Rows {
  const { claims, submission, agencyName } = page;
  const { budget, ruleSet, revision } = claims;
  const { supplier } = submission;
  const seller = supplier ? [supplier.name, supplier.creditCode].filter(Boolean).join('  ') : NO_SUPPLIER;
  return [
    [text('单位', 'Agency'), [`${agencyName}  ${claims.agencyCode}`]],
    [text('订单编号', 'Reference'), [`${claims.reference}  第 ${revision} 版 / revision ${revision}`]],
    [text('采购内容', 'May be bought'), shortened(goodsOf(submission), SHOWN_GOODS_MAX)],
    [text('供应商', 'From'), [seller]],
    [text('核准金额（元）', 'Approved total (yuan)'), [shownAmount(claims.total)]],
    [
      text('预算指标（元）', 'Budget lines (yuan)'),
      shortened(
        budget.map(({ budgetLine, amount }) => `${budgetLine}  ${shownAmount(amount)}`),
        SHOWN_LINES_MAX,
      ),
    ],
    [text('签发时间', 'Issued'), [timeOf(claims.iat)]],
    [text('有效期至', 'Good until'), [timeOf(claims.exp)]],
    ...usedRows(page),
    [text('签发闸口', 'Gate'), [claims.iss]],
    [text('闸口订单号', 'Order at the gate'), [claims.sub]],
    [text('审核决定', 'Decision'), [claims.jti]],
    [text('规则集', 'Rule set'), [`${ruleSet.number}  ${ruleSet.digest}`]],
    [text('订单散列', 'Digest of the order'), [claims.orderDigest]],
    [text('存证日志序号', 'Leaf of the log'), [String(claims.logIndex)]],
  ];
}

const NO_SUPPLIER = '申报时未指定 / not named at submission';

/** The lines of the order, and the software that is bought with them; how many of each. */
function goodsOf({ lines, softwarePlan }: CertificatePage['submission']): readonly string[] {
  const named = (words: readonly (string | null | undefined)[]): string => words.filter(Boolean).join(' ');
  const bought = (softwarePlan ?? []).filter(({ provision }) => provision === 'new-purchase');
  return [
    ...lines.map((line) => `${named([line.description, line.brand, line.model])}  × ${line.quantity}`),
    ...bought.map(({ category, product, edition, version, seats }) => {
      const kind = valueWords('item.category', category ?? null);
      return `${named([product, edition, version]) || `${kind['zh-CN']} ${kind.en}`}  × ${seats ?? '—'}`;
    }),
  ];
}

const USED = text('使用情况', 'Use');

function usedRows({ redemption, end }: CertificatePage): Rows {
  if (!redemption) return end ? [[USED, ['订单已签订合同 / the order is under contract']]] : [];
  const { at, cancelledAt } = redemption;
  const cancelled = cancelledAt === null ? [] : [`采购已取消 / purchase cancelled: ${shownTime(cancelledAt)}`];
  return [[USED, [`已核销 / redeemed: ${shownTime(at)}`, ...cancelled]]];
}

function shortened(values: readonly string[], shownMax: number): readonly string[] {
  if (values.length <= shownMax) return values;
  const more = MORE(values.length - shownMax);
  return [...values.slice(0, shownMax), `${more['zh-CN']} / ${more.en}`];
}

/** As on every other paper; the certificate itself says it as the contract writes amounts. */
function shownAmount(amount: string): string {
  return groupedYuan(parseYuan(amount));
}

function timeOf(seconds: number): string {
  return shownTime(instantOfSeconds(seconds));
}

function shownTime(at: Instant): string {
  return `${clockTime(at)} (UTC+8)`;
}

/** A value that is longer than two lines ends there: the sheet has to hold everything, and the code has all of it. */
const VALUE_LINES_MAX = 2;

function addRow(sheet: Sheet, label: Text, values: readonly string[]): void {
  const { document, left, width } = sheet;
  const { regular } = document.fonts;
  document.line(`${label['zh-CN']} ${label.en}`, { x: left, y: sheet.y + 1, size: SIZE.label });
  for (const value of values) {
    const lines = linesOf(regular.drawable(value), width - LABEL_WIDTH, (shown) => regular.widthOf(shown, SIZE.body));
    const isCut = lines.length > VALUE_LINES_MAX;
    for (const [at, line] of lines.slice(0, VALUE_LINES_MAX).entries()) {
      const shown = isCut && at === VALUE_LINES_MAX - 1 ? `${line.slice(0, -1)}…` : line;
      document.line(shown, { x: left + LABEL_WIDTH, y: sheet.y, size: SIZE.body });
      sheet.y += leading(SIZE.body);
    }
  }
}

function addPlace(sheet: Sheet, place: Text): void {
  const { document, left, width } = sheet;
  document.line(`${place['zh-CN']} ${place.en}`, { x: left, y: sheet.y + 6, size: SIZE.label });
  sheet.y += SIGNATURE_HEIGHT;
  document.paper
    .lineWidth(0.5)
    .moveTo(left, sheet.y)
    .lineTo(left + width, sheet.y)
    .stroke('#000');
}
