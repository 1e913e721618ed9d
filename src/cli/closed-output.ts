/**
 * Whoever reads the output may have seen enough: `sightline check | head`. What is written after that is lost and nothing
 * else is: the command ends its work, and its exit code is its verdict, as `pipefail` expects. Output that cannot be
 * written for another reason, such as a full disk, is a failure.
 */
export const outliveReaders = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`The output cannot be written: ${error.message}.\n`);
    process.exit(1);
  });
  // Of findings that cannot be written nobody can be told.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(1);
  });
};
