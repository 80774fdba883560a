import { addCode, addParagraph, addSheet, openPdf } from '../../documents/index.ts';
import type { Instant, Language, Text } from '../../kernel/index.ts';
import { rootIn, type WitnessFolder } from '../../witness/index.ts';

export interface WitnessPage {
  readonly folder: WitnessFolder;
  readonly lines: readonly Text[];
  readonly language: Language;
  readonly at: Instant;
}

const SIZE = { title: 14, body: 10 };
const CODE_SIDE = 160;

/** The page as a PDF, with what it says of the log as a QR code. */
export async function drawWitnessPage({ folder, lines, language, at }: WitnessPage): Promise<Buffer> {
  const { origin } = folder.settings;
  const [heading, ...body] = lines.map((line) => line[language]);
  const pieces: Buffer[] = [];
  const facts = { title: heading ?? '', language, layout: 'portrait', madeAt: at, gate: origin } as const;
  const pdf = await openPdf(facts, async (piece) => {
    pieces.push(Buffer.from(piece));
  });
  const sheet = addSheet(pdf);
  addParagraph(sheet, heading ?? '', { size: SIZE.title, font: pdf.fonts.bold });
  for (const line of body) addParagraph(sheet, line, { size: SIZE.body });
  const state = folder.state();
  const code = `${origin} ${state.size} ${rootIn(state).toString('base64')}`;
  addCode(pdf, code, { x: sheet.left, y: sheet.y + SIZE.body, side: CODE_SIDE });
  await pdf.close();
  return Buffer.concat(pieces);
}
