import { type Instant, type Language, text } from '../kernel/index.ts';
import type { Alert } from './alert.ts';

/** An entry of a JSON Feed (jsonfeed.org, version 1.1), which readers of news understand. */
export interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly content_text: string;
  readonly date_modified: Instant;
  readonly tags: string[];
}

export interface Feed {
  readonly version: 'https://jsonfeed.org/version/1.1';
  readonly title: string;
  readonly language: Language;
  readonly items: FeedItem[];
}

/** A feed is for what presses; whoever wants everything reads the list. */
export const FEED_ITEMS_MAX = 100;

const TITLE = text('软件正版化提醒', 'Alerts on genuine software');

/** Alerts as a feed: an alert keeps its id while it lasts, so that a reader shows it once. */
export function feedOf(
  alerts: readonly Alert[],
  { origin, at, language }: { readonly origin: string; readonly at: Instant; readonly language: Language },
): Feed {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: `${TITLE[language]} · ${origin}`,
    language,
    items: alerts.map((alert) => ({
      id: `tag:${origin},2026:alert/${alert.id}`,
      title: alert.title[language],
      content_text: `${alert.agencyName ?? alert.agencyCode}：${alert.title[language]}`,
      date_modified: at,
      tags: [alert.kind, alert.severity, ...(alert.category === null ? [] : [alert.category])],
    })),
  };
}
