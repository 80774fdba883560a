import type { BodyOf, Schemas } from '../../client/operation.ts';
import { isCreditCode, plainText, readDay } from '../../ui/typed-values.ts';
import { regionCodeOf, regionCodesIn } from '../../words/region-names.ts';

/** A campaign as it is typed. */
export interface CampaignDraft {
  readonly purpose: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly documents: string;
  readonly form: string;
  readonly region: string;
  readonly office: string;
  readonly from: string;
  readonly until: string;
  readonly asOf: string;
  readonly due: string;
  readonly gating: boolean;
  readonly needsReasons: boolean;
  readonly regions: string;
  readonly kinds: readonly string[];
  readonly levels: readonly string[];
  readonly agencies: string;
  readonly except: readonly LeftOut[];
}

/** An agency that is not asked, and why. */
export interface LeftOut {
  readonly agency: string;
  readonly reason: string;
}

export type DraftFault = 'needed' | 'badDay' | 'badDocument' | 'badRegion' | 'badAgency' | 'badAgencies';
/** By the name of the field; those of agencies that are left out are `except-0-agency` and `except-0-reason`. */
type DraftFaults = { readonly [field: string]: DraftFault };

export function emptyDraft(region: string): CampaignDraft {
  return {
    ...{ purpose: 'survey', titleZh: '', titleEn: '', documents: '', form: '', region, office: '' },
    ...{ from: '', until: '', asOf: '', due: '', gating: false, needsReasons: true },
    ...{ regions: region, kinds: [], levels: [], agencies: '', except: [] },
  };
}

/** What a draft at the gate says, as one types it. */
export function draftOf(campaign: Schemas['Campaign']): CampaignDraft {
  const { purpose, title, documents, form, region, officeAgency, period, asOfOn, dueOn, ask } = campaign;
  return {
    ...{ purpose, titleZh: title['zh-CN'], titleEn: title.en ?? '', documents: documents.join('\n'), form, region },
    ...{ office: officeAgency, from: period?.from ?? '', until: period?.until ?? '', asOf: asOfOn, due: dueOn },
    ...{ gating: campaign.gating, needsReasons: campaign.needsReasons, regions: ask.regions.join(' ') },
    ...{ kinds: ask.kinds ?? [], levels: ask.levels ?? [], agencies: (ask.agencies ?? []).join('\n') },
    except: ask.except ?? [],
  };
}

const lines = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);
const codes = (text: string): string[] => text.split(/[\s,，、;；]+/).flatMap((code) => plainText(code) || []);

/** As the contract has it: a year, or a number that says nothing of whose it is, names no document. */
function namesDocument(line: string): boolean {
  return /[^\d\s年号第〔〕()（）[\]【】.,，。:：/-]/.test(line);
}

/** What is missing or unreadable, by the field. */
export function faultsIn(draft: CampaignDraft, today: string): DraftFaults {
  const faults: Record<string, DraftFault> = {};
  for (const name of ['titleZh', 'form', 'region', 'office', 'asOf', 'due'] as const) {
    if (draft[name].trim() === '') faults[name] = 'needed';
  }
  for (const name of ['from', 'until', 'asOf', 'due'] as const) {
    if (draft[name].trim() !== '' && readDay(draft[name], today) === undefined) faults[name] = 'badDay';
  }
  if ((draft.from.trim() === '') !== (draft.until.trim() === '')) {
    faults[draft.from.trim() === '' ? 'from' : 'until'] = 'needed';
  }
  if (!lines(draft.documents).every(namesDocument)) faults.documents = 'badDocument';
  if (regionCodeOf(draft.region) === undefined) faults.region = 'badRegion';
  if (draft.office.trim() !== '' && !isCreditCode(draft.office)) faults.office = 'badAgency';
  if (regionCodesIn(draft.regions).includes(undefined)) faults.regions = 'badRegion';
  if (codes(draft.regions).length === 0 && codes(draft.agencies).length === 0) faults.regions = 'needed';
  if (!codes(draft.agencies).every(isCreditCode)) faults.agencies = 'badAgencies';
  for (const [at, { agency, reason }] of draft.except.entries()) {
    if (!isCreditCode(agency)) faults[`except-${at}-agency`] = agency.trim() === '' ? 'needed' : 'badAgency';
    if (reason.trim() === '') faults[`except-${at}-reason`] = 'needed';
  }
  return faults;
}

/** What is sent once nothing is missing. */
export function bodyOf(draft: CampaignDraft, today: string): BodyOf<'createCampaign'> {
  const day = (text: string): string => readDay(text, today) ?? text;
  const chosen = <Value extends string>(values: readonly string[]): Value[] | null =>
    values.length === 0 ? null : (values as Value[]);
  return {
    purpose: draft.purpose as Schemas['CampaignPurpose'],
    title: { 'zh-CN': draft.titleZh.trim(), en: draft.titleEn.trim() || null },
    documents: lines(draft.documents),
    form: draft.form,
    region: regionCodeOf(draft.region) ?? draft.region.trim(),
    officeAgency: plainText(draft.office),
    period: draft.from.trim() === '' ? null : { from: day(draft.from), until: day(draft.until) },
    asOfOn: day(draft.asOf),
    dueOn: day(draft.due),
    gating: draft.gating,
    needsReasons: draft.needsReasons,
    ask: {
      regions: regionCodesIn(draft.regions).flatMap((code) => code ?? []),
      kinds: chosen(draft.kinds),
      levels: chosen(draft.levels),
      agencies: codes(draft.agencies),
      except: draft.except.map(({ agency, reason }) => ({ agency: plainText(agency), reason: reason.trim() })),
    },
  };
}

const FIELDS: { readonly [place: string]: string } = {
  ...{ '/purpose': 'purpose', '/title': 'titleZh', '/title/zh-CN': 'titleZh', '/title/en': 'titleEn' },
  ...{ '/documents': 'documents', '/form': 'form', '/region': 'region', '/officeAgency': 'office', '/period': 'from' },
  ...{ '/period/from': 'from', '/period/until': 'until', '/asOfOn': 'asOf', '/dueOn': 'due', '/ask': 'regions' },
  ...{ '/ask/regions': 'regions', '/ask/agencies': 'agencies' },
};

/** The field where a place of the request is typed. */
export function fieldOf(pointer: string): string | undefined {
  const [, at, part = 'agency'] = /^\/ask\/except\/(\d+)(?:\/(agency|reason))?$/.exec(pointer) ?? [];
  if (at !== undefined) return `except-${at}-${part}`;
  // One of several in a field is told at the field.
  return FIELDS[pointer] ?? FIELDS[pointer.replace(/\/\d+$/, '')];
}
