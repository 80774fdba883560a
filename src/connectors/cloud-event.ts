import type { FeedItem } from './feed.ts';

/** CloudEvents 1.0 in JSON, which says of its own what it is. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

export interface CloudEvent {
  readonly specversion: '1.0';
  /** The gate's name and the index of the leaf: the same thing told again has the same id. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: object;
}

export function cloudEventOf(item: FeedItem, origin: string, data?: object): CloudEvent {
  const { index, type, subject, at, agency } = item;
  return {
    specversion: '1.0',
    id: eventId(origin, index),
    source: origin,
    type,
    subject,
    time: at,
    datacontenttype: 'application/json',
    data: { index, agency, ...data },
  };
}

export function eventId(origin: string, index: number): string {
  return `${origin}/${index}`;
}
