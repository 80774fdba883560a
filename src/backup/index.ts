export { type BackupManifest, NOT_RESTORED } from './backup-manifest.ts';
export { type CheckedBackup, checkBackup } from './check-backup.ts';
export { finishRestore, restoreTables } from './restore-job.ts';
export { writeBackup } from './write-backup.ts';
