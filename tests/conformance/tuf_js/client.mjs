// A screen made of tuf-js: client.mjs METADATA_DIR TARGET_DIR BASE_URL [TARGET...]
// METADATA_DIR holds the trusted root.json. Exit 0 when everything verified, 1 with the reason when not.
import { Updater } from 'tuf-js';

const [metadataDir, targetDir, base, ...targets] = process.argv.slice(2);
try {
  const updater = new Updater({
    metadataDir,
    metadataBaseUrl: `${base}/metadata`,
    targetDir,
    targetBaseUrl: `${base}/targets`,
    config: { fetchRetries: 0, fetchTimeout: 5000 },
  });
  await updater.refresh();
  for (const path of targets) {
    const info = await updater.getTargetInfo(path);
    if (!info) throw new Error(`${path}: no such target`);
    if (!(await updater.findCachedTarget(info))) await updater.downloadTarget(info);
  }
} catch (error) {
  console.error(`tuf-js: ${error.message}`);
  process.exit(1);
}
