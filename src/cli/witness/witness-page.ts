import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, dayOf, type Instant, type Text, text, wallClockOf } from '../../kernel/index.ts';
import { rootIn, type WitnessFolder } from '../../witness/index.ts';

/** The page of a day, as text and as PDF, in both languages: what a printed copy later proves against a rewritten log. */
export async function writePages(folder: WitnessFolder, clock: Clock): Promise<readonly string[]> {
  const at = clock();
  const lines = linesOf(folder, wallClockOf(at));
  const name = pageName(at);
  const written: string[] = [];
  // What draws is a quarter of the program, and most looks of a witness find the page of the day drawn.
  const { drawWitnessPage } = await import('./draw-witness-page.ts');
  for (const language of ['zh-CN', 'en'] as const) {
    written.push(folder.keep(`${name}.${language}.pdf`, await drawWitnessPage({ folder, lines, language, at })));
  }
  // The last one says that the others are there.
  const both = lines.flatMap(({ 'zh-CN': zh, en }) => (zh === en ? [zh] : [zh, en]));
  return [folder.keep(`${name}.txt`, `${both.join('\n')}\n`), ...written];
}

/** Writes the page of the day unless it is there; nothing before a leaf was seen, since that would prove nothing. */
export async function writeDailyPage(folder: WitnessFolder, clock: Clock): Promise<readonly string[]> {
  const isThere = existsSync(join(folder.path, `${pageName(clock())}.txt`));
  return isThere || folder.state().size === 0 ? [] : writePages(folder, clock);
}

function pageName(at: Instant): string {
  return `pages/${dayOf(at)}`;
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
