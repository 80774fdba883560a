import { create } from 'qrcode';
import { type Clock, dayOf, type Language, type Text, text, wallClockOf } from '../kernel/index.ts';
import { openPdf } from '../reports/index.ts';
import { rootIn, type WitnessFolder } from '../witness/index.ts';

/** The page of a day, as text and as PDF, in both languages: what a printed copy later proves against a rewritten log. */
export async function writePages(folder: WitnessFolder, clock: Clock): Promise<readonly string[]> {
  const at = clock();
  const lines = linesOf(folder, wallClockOf(at));
  const name = `pages/${dayOf(at)}`;
  const written = [
    folder.keep(`${name}.txt`, `${lines.flatMap(({ 'zh-CN': zh, en }) => (zh === en ? [zh] : [zh, en])).join('\n')}\n`),
  ];
  for (const language of ['zh-CN', 'en'] as const) {
    const pieces: Buffer[] = [];
    await drawPage({ folder, lines, language, at: clock() }, pieces);
    written.push(folder.keep(`${name}.${language}.pdf`, Buffer.concat(pieces)));
  }
  return written;
}

function linesOf({ settings, state }: WitnessFolder, at: string): readonly Text[] {
  const now = state();
  const root = rootIn(now).toString('base64');
  const same = (line: string): Text => text(line, line);
  const checkpoint = now.cosigned ?? now.checkpoint;
  return [
    text(`采购闸口日志见证页 ${at}`, `Witness page of a gate's log, ${at} (UTC+8)`),
    text(`闸口：${settings.origin}`, `Gate: ${settings.origin}`),
    text(`见证方：${settings.name}`, `Witness: ${settings.name}`),
    text(`条数：${now.size}`, `Size: ${now.size}`),
    text(`根散列：${root}`, `Root: ${root}`),
    ...(now.alarm ? [text('注意：有未处理的警报，未联署。', 'MIND: there is an alarm; nothing was cosigned.')] : []),
    ...(checkpoint ?? '').trimEnd().split('\n').map(same),
  ];
}

interface Page {
  readonly folder: WitnessFolder;
  readonly lines: readonly Text[];
  readonly language: Language;
  readonly at: ReturnType<Clock>;
}

const [MARGIN, LINE, SIZE, QR_SIDE] = [50, 20, 10, 160];

async function drawPage({ folder, lines, language, at }: Page, pieces: Buffer[]): Promise<void> {
  const { settings } = folder;
  const [heading] = lines;
  const title = heading?.[language] ?? '';
  const pdf = openPdf({ title, language, layout: 'portrait', madeAt: at, gate: settings.origin }, async (piece) => {
    pieces.push(Buffer.from(piece));
  });
  pdf.paper.addPage();
  let y = MARGIN;
  for (const line of lines) {
    // A line of a note is longer than the page is wide, and is broken where it must be.
    for (const part of partsOf(line[language])) {
      pdf.line(part, { x: MARGIN, y, size: SIZE });
      y += LINE;
    }
  }
  drawQr(pdf.paper, `${settings.origin} ${folder.state().size} ${rootIn(folder.state()).toString('base64')}`, y + LINE);
  pdf.number();
  await pdf.close();
}

const CHARACTERS_MAX = 90;

function partsOf(line: string): readonly string[] {
  return line.match(new RegExp(`.{1,${CHARACTERS_MAX}}`, 'gu')) ?? [''];
}

function drawQr(paper: PDFKit.PDFDocument, content: string, y: number): void {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const side = QR_SIDE / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) paper.rect(MARGIN + column * side, y + row * side, side, side);
    }
  }
  paper.fill('black');
}
