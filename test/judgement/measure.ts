import { MEASURES } from './readings.ts';
import { sharesOf } from './scores.ts';

// By hand: npx tsx test/judgement/measure.ts [--texts]
// Prints how much the gate reads in texts as people type them; with --texts also what it read wrongly and what it missed.
const percent = (share: number): string => `${Math.round(share * 100)} %`;

for (const { what, part, score } of MEASURES) {
  const { texts, ...counts } = score();
  const { precision, recall, f1 } = sharesOf(counts);
  const shares = `precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)}`;
  console.log(`${what}, ${part}: ${counts.right} right, ${counts.wrong} wrong, ${counts.missed} missed; ${shares}`);
  if (process.argv.includes('--texts'))
    for (const [how, which] of Object.entries(texts)) for (const text of which) console.log(`  ${how}: ${text}`);
}
