export { rootIn, type WatchedGate, type WatchResult, watchLog } from './watch-log.ts';
export {
  createWitness,
  openWitness,
  type SaidOfGap,
  treeOf,
  type WitnessAlarm,
  type WitnessFolder,
} from './witness-folder.ts';
