/** The frame of every kind, fetched with the first of them. */
export { RecordList } from './record-list.tsx';
export { RecordPage } from './record-page.tsx';
