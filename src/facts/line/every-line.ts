import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { hardwareFacts } from '../goods/hardware.ts';
import { historyFacts } from '../history-facts.ts';
import { mergedFacts } from '../merged-facts.ts';
import { operatingSystemFacts } from '../system/operating-system.ts';
import { proofFacts } from '../system/proof-facts.ts';
import { serverAndDesktopFacts } from '../system/server-os.ts';
import { lineFacts } from './line-facts.ts';
import { besideFacts } from './machine-costs.ts';

/**
 * Every fact of every line. A line that buys no computer has them too, since each rule says itself which goods it is for.
 */
export function everyLineFacts(input: DeriveInput): readonly Facts[] {
  const history = historyFacts(input);
  const servers = serverAndDesktopFacts(input);
  const beside = besideFacts(input);
  return input.order.lines.map((line, index) =>
    mergedFacts(
      lineFacts(input, index, line),
      hardwareFacts(input, line),
      operatingSystemFacts(input, line),
      proofFacts(input, index),
      servers[index] ?? {},
      history[index] ?? {},
      beside[index] ?? {},
    ),
  );
}
