import type { FeedItem } from './feed.ts';

/** CloudEvents 1.0 in JSON, which says of its own what it is. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

export interface CloudEvent {
  readonly specversion: '1.0';
  /** The same thing told again has the same id. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: object;
}

export function cloudEventOf(
  item: Omit<FeedItem, 'leafHash'>,
  { id, origin }: { readonly id: string; readonly origin: string },
  data?: object,
): CloudEvent {
  const { index, type, subject, at, agency } = item;
  return {
    specversion: '1.0',
    id,
    source: origin,
    type,
    subject,
    time: at,
    datacontenttype: 'application/json',
    data: { index, agency, ...data },
  };
}

const HASH_DIGITS = 16;

/** The gate's name, the index of the leaf, and which leaf that is: after a backup was restored another one may have its index. */
export function eventId(origin: string, { index, leafHash }: Pick<FeedItem, 'index' | 'leafHash'>): string {
  return `${origin}/${index}/${leafHash.slice(0, HASH_DIGITS)}`;
}
