import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import {
  getAgency,
  listAgencies,
  listBudgetLines,
  listCampaigns,
  listDevices,
  listOrders,
  reportRoster,
  rollUp,
  saveFilingDraft,
} from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAll } from '../../client/use-all.ts';
import { readOf, useRead } from '../../client/use-gate.ts';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { writeMoney } from '../money.ts';
import { NAVIGATION_WORDS } from '../navigation.ts';
import { inCapitals, isCreditCode, plainText } from '../typed-values.ts';
import { isTitled, placesFor, placesNamed, recordOf } from './find-places.ts';
import { PALETTE_WORDS } from './palette-words.ts';

export interface Found {
  readonly kind: string;
  readonly label: string;
  readonly detail?: string;
  readonly open: () => void;
}

export interface FoundList {
  readonly found: readonly Found[];
  readonly refusal: Error | null;
}

/** So many of a kind; whoever means another types more of its name. */
const EACH_MAX = 8;
/** The contract takes no longer text to search for. */
const TEXT_MAX = 100;
const PAUSE_MS = 250;

/** What this person may see of all that is called so. */
export function useFound(text: string): FoundList {
  const typed = text.trim();
  const search = useSettled(typed.slice(0, TEXT_MAX));
  const places = usePlaces(text);
  // What was found of another text is shown no more once nothing is typed.
  const asked = typed === '' ? '' : search;
  const lists = [useOrders(asked), useCampaigns(asked), useUnits(asked), useDevices(asked), useBudgetLines(asked)];
  return {
    found: [...places, ...lists.flatMap(({ found }) => found)],
    refusal: lists.map(({ refusal }) => refusal).find((refusal) => refusal !== null) ?? null,
  };
}

/** Pages by their names, and the record of an id. */
function usePlaces(text: string): readonly Found[] {
  const words = useWords(PALETTE_WORDS);
  const names = useWords(NAVIGATION_WORDS);
  const navigate = useNavigate();
  const may = useMay();
  const record = recordOf(text, may);
  return [
    ...placesNamed(text, placesFor(may)).map(
      ({ name, to }): Found => ({ kind: words.place, label: names[name], open: () => void navigate({ to }) }),
    ),
    ...(record === undefined ? [] : [record]).map(
      ({ to, id }): Found => ({
        ...{ kind: words.record, label: id },
        open: () => void navigate({ to, params: { id } }),
      }),
    ),
  ];
}

function useOrders(search: string): FoundList {
  const words = useWords(PALETTE_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const navigate = useNavigate();
  const isAsked = useMay()(listOrders) && search !== '';
  const orders = useRead(listOrders, { query: { search, limit: EACH_MAX } }, { isWanted: isAsked });
  const listed = isAsked ? (orders.data?.data.items ?? []) : [];
  const found = listed.map(
    ({ id, reference, subject, agencyName, state }): Found => ({
      ...{ kind: words.order, label: reference },
      detail: [agencyName, subject, states[state]].filter((part) => part !== null && part !== '').join(' · '),
      open: () => void navigate({ to: '/orders/$id', params: { id } }),
    }),
  );
  return { found, refusal: isAsked ? orders.error : null };
}

/** Campaigns by their titles in either language; the gate has few of them, and no search for them. */
function useCampaigns(search: string): FoundList {
  const words = useWords(PALETTE_WORDS);
  const titleOf = useCampaignTitle();
  const navigate = useNavigate();
  const may = useMay();
  const isAsked = may(listCampaigns) && search !== '';
  const { items } = useAll(listCampaigns, {}, { isWanted: isAsked });
  const named = items.filter(({ title }) => isTitled(search, [title['zh-CN'], title.en ?? ''])).slice(0, EACH_MAX);
  const found = named.flatMap(({ id, title, dueOn }): Found[] => {
    const told = { kind: words.campaign, label: titleOf(title), detail: words.due(dueOn) };
    if (may(rollUp)) return [{ ...told, open: () => void navigate({ to: '/campaigns/$id', params: { id } }) }];
    if (!may(saveFilingDraft)) return [];
    return [{ ...told, open: () => void navigate({ to: '/filings/$campaign', params: { campaign: id } }) }];
  });
  return { found: isAsked ? found : [], refusal: null };
}

/** Units by a part of their name or by their whole credit code. */
function useUnits(search: string): FoundList {
  const words = useWords(PALETTE_WORDS);
  const navigate = useNavigate();
  const may = useMay();
  const isCode = isCreditCode(search);
  const isAsked = may(listAgencies) && search !== '';
  const named = useRead(listAgencies, { query: { name: search, limit: EACH_MAX } }, { isWanted: isAsked && !isCode });
  const coded = useRead(getAgency, { path: { code: plainText(search) } }, { isWanted: isAsked && isCode });
  const one = coded.data && !coded.isPlaceholderData ? [coded.data.data] : [];
  const listed = isCode ? one : (named.data?.data.items ?? []);
  const openLines = (agencyCode: string): void => void navigate({ to: '/budget-lines', search: { agencyCode } });
  const found = listed.flatMap(({ code, name }): Found[] => {
    const told = { kind: words.unit, label: name, detail: code };
    const lines = { ...told, kind: words.lines, open: () => openLines(code) };
    const money = may(listBudgetLines) ? [lines] : [];
    if (may(reportRoster))
      return [{ ...told, open: () => void navigate({ to: '/roster/$code', params: { code } }) }, ...money];
    if (!may(listOrders)) return money;
    return [{ ...told, open: () => void navigate({ to: '/orders', search: { agencyCode: code } }) }, ...money];
  });
  // A code that nobody has, or that is of others, is not found: that is no fault.
  return { found: isAsked ? found : [], refusal: isAsked && !isCode ? named.error : null };
}

/** Devices by the whole serial or asset number, as a scanner reads it from a label. */
function useDevices(search: string): FoundList {
  const words = useWords(PALETTE_WORDS);
  const navigate = useNavigate();
  const isAsked = useMay()(listDevices) && search !== '';
  const limit = EACH_MAX;
  const serial = useRead(listDevices, { query: { serial: search, limit } }, { isWanted: isAsked });
  const asset = useRead(listDevices, { query: { assetNumber: search, limit } }, { isWanted: isAsked });
  const listed = [serial, asset].flatMap(({ data }) => data?.data.items ?? []);
  const devices = [...new Map(listed.map((device) => [device.id, device])).values()];
  const nameOf = useNames(devices.map(({ agencyCode }) => agencyCode));
  const found = devices.map(
    ({ id, serial: number, assetNumber, agencyCode, brand, model }): Found => ({
      kind: words.device,
      label: number ?? assetNumber ?? id,
      detail: [nameOf(agencyCode), assetNumber, brand, model].filter((part) => part !== null).join(' · '),
      open: () => void navigate({ to: '/devices/$id', params: { id } }),
    }),
  );
  return { found: isAsked ? found : [], refusal: isAsked ? (serial.error ?? asset.error) : null };
}

/** Budget lines by how their code begins, or by the whole name of their project. */
function useBudgetLines(search: string): FoundList {
  const words = useWords(PALETTE_WORDS);
  const navigate = useNavigate();
  const isAsked = useMay()(listBudgetLines) && search !== '';
  const limit = EACH_MAX;
  const coded = useRead(listBudgetLines, { query: { codeBegins: search, limit } }, { isWanted: isAsked });
  const capitals = inCapitals(search);
  const inOther = { query: { codeBegins: capitals, limit } };
  const capital = useRead(listBudgetLines, inOther, { isWanted: isAsked && capitals !== '' });
  const named = useRead(listBudgetLines, { query: { project: search, limit } }, { isWanted: isAsked });
  const listed = [coded, ...(capitals === '' ? [] : [capital]), named].flatMap(({ data }) => data?.data.items ?? []);
  const lines = [...new Map(listed.map((line) => [line.code, line])).values()].slice(0, EACH_MAX);
  const nameOf = useNames(lines.map(({ agencyCode }) => agencyCode));
  const found = lines.map(
    ({ code, agencyCode, project, available }): Found => ({
      ...{ kind: words.line, label: code },
      detail: [nameOf(agencyCode), project, words.available(writeMoney(available))].join(' · '),
      open: () => void navigate({ to: '/budget-lines/$code', params: { code } }),
    }),
  );
  return { found: isAsked ? found : [], refusal: isAsked ? (coded.error ?? capital.error ?? named.error) : null };
}

/** What some agencies are called; until it is known, or where this role may not ask, their codes. */
function useNames(codes: readonly string[]): (code: string) => string {
  const isWanted = useMay()(getAgency);
  const queries = [...new Set(codes)].map((code) => readOf(getAgency, { path: { code } }, { isWanted }));
  const named = useQueries({ queries }).flatMap(({ data }) => data?.data ?? []);
  const names = new Map(named.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}

/** The text once nobody has typed for a moment: not every key is a question to the gate. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
