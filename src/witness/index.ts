export { rootIn, type Watched, type WatchedGate, watchLog } from './watch-log.ts';
export {
  createWitness,
  openWitness,
  type SaidOfGap,
  treeOf,
  type WitnessAlarm,
  type WitnessFolder,
} from './witness-folder.ts';
