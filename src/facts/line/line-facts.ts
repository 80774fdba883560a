import { categoryOf, isLicenceName, kindOf, lineCategory } from '../../goods/index.ts';
import { fen, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import { approvalsFor } from '../approvals.ts';
import type { DeriveInput } from '../derive-input.ts';
import { exemptionCovers } from '../exemption.ts';
import { hasSupplier } from '../order-facts.ts';
import { presentFacts } from '../present-facts.ts';
import type { Approval, OrderLine } from '../submission.ts';
import { lineAmount } from './amounts.ts';
import { contradictionFacts } from './contradictions.ts';
import { isPricedElsewhere, unitPriceOf } from './priced-in.ts';
import { decodedItem } from './purchase-items.ts';
import { tellingWordsFacts } from './telling-words.ts';

/** What any line says, whatever it buys: its item and code, its price, where it comes from, what was allowed for it. */
export function lineFacts(input: DeriveInput, lineIndex: number, line: OrderLine): Facts {
  const covers = (kind: NonNullable<Approval['kind']>): boolean =>
    approvalsFor(input.order, { kind, part: { line: line.line }, decidedOn: input.decidedOn }).length > 0;
  return presentFacts({
    'line.number': line.line,
    'line.goods': line.goods,
    'line.category': lineCategory(line),
    'line.quantity': line.quantity,
    'line.unitPriceFen': unitPriceOf(line),
    'line.brand': line.brand ?? null,
    'line.model': line.model ?? null,
    'line.catalogueEdition': line.catalogue?.edition ?? 'not-stated',
    'line.catalogueCode': line.catalogue?.code ?? null,
    'line.catalogueDecode': catalogueDecode(input, line),
    'line.inCentralCatalogue': inCentralCatalogue(input, line),
    'line.softwareCategory': softwareCategory(line),
    'line.domestic': domestic(line),
    'line.approval.specialEquipment': covers('special-equipment'),
    'line.approval.importProduct': covers('import-product'),
    'line.approval.noIdleAssets': covers('no-idle-assets'),
    'line.approval.bareMetal': covers('bare-metal-server'),
    'line.namesBrandInOpenMethod': namesBrandInOpenMethod(input, line),
    'line.exemption.covers': exemptionCovers(input, lineIndex),
    ...tellingWordsFacts(input, line),
    ...contradictionFacts(input, lineIndex, line),
  });
}

function softwareCategory(line: OrderLine): string {
  const { categoryFact } = kindOf(line);
  return categoryFact === 'line.softwareCategory' ? (categoryOf(line) ?? 'not-stated') : 'not-applicable';
}

/** A code that its edition does not hold tells nothing about computers or software; other goods have codes of their own. */
function catalogueDecode({ decoding }: DeriveInput, line: OrderLine): 'match' | 'mismatch' | 'not-stated' | undefined {
  const category = lineCategory(line);
  if (category === 'not-stated') return 'not-stated';
  const decoded = decodedItem(line, decoding);
  if (decoded === 'not-stated') return 'not-stated';
  if (decoded === 'unknown-code') return kindOf(line).hasOpenCodes ? 'match' : undefined;
  const isMatch = decoded.categories.includes(category) && holdsSoftware(decoded.softwareCategories, line);
  return isMatch ? 'match' : 'mismatch';
}

/** A code for all software, and a line that does not say which, agree with any. */
function holdsSoftware(categories: readonly string[] | null, line: OrderLine): boolean {
  const wanted = line.software?.category;
  return categories === null || !wanted || categories.includes(wanted);
}

/**
 * Whether what the code means is on the central catalogue; nothing without a code, and nothing of machines that are bought
 * inside other goods, whose code counts. Software is listed as a whole or by kind. Servers inside a small integration
 * project are excepted.
 */
function inCentralCatalogue(input: DeriveInput, line: OrderLine): boolean | null | undefined {
  const listed = input.policy.submitDate.centralCatalogue;
  const decoded = decodedItem(line, input.decoding);
  if (decoded === 'not-stated' || isPricedElsewhere(line)) return null;
  if (!listed) return undefined;
  if (decoded === 'unknown-code') return kindOf(line).hasOpenCodes ? false : undefined;
  const { categories } = decoded;
  const kind = `software:${line.software?.category ?? ''}`;
  const isListed = categories.some(
    (category) => listed.includes(category) || (isLicenceName(category) && listed.includes(kind)),
  );
  if (!isListed || !categories.includes('server') || input.order.package !== 'integration') return isListed;
  const exemptFen = input.policy.submitDate.fen('policy.threshold.integrationServerExempt');
  if (exemptFen === undefined) return undefined;
  return serversTotal(input) >= (exemptFen ?? fen(0));
}

function serversTotal({ order }: DeriveInput): number {
  const servers = order.lines.filter((line) => lineCategory(line) === 'server');
  return sumFen(servers, (line) => lineAmount(line) ?? ZERO_FEN);
}

function domestic(line: OrderLine): 'yes' | 'no' | 'not-stated' {
  if (line.domestic === true) return 'yes';
  return line.domestic === false ? 'no' : 'not-stated';
}

/** Before there is an offer nobody may be asked for by name. */
function namesBrandInOpenMethod(input: DeriveInput, line: OrderLine): boolean | undefined {
  const methods = input.policy.submitDate.brandNeutralMethods;
  if (!methods) return undefined;
  return (
    Boolean(line.brand || line.model) && methods.includes(input.order.method ?? 'not-stated') && !hasSupplier(input)
  );
}
