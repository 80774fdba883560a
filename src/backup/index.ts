export { type BackupManifest, NOT_RESTORED } from './backup-manifest.ts';
export { finishRestore, type RestoreWish, restoreTables } from './restore-tables.ts';
export { type ValidatedBackup, validateBackup } from './validate-backup.ts';
export { writeBackup } from './write-backup.ts';
