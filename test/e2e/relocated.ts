import { copyFileSync, existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tool } from '../external/tools.ts';

/** Where Debian's Alertmanager, unlike upstream's, keeps what upstream compiles in: the default message templates. */
const installed = '/usr/share/prometheus/alertmanager';
/** The same, relative to the folder that it is started in, and as long: it takes the place of the other in the program. */
const relative = '.usr/share/prometheus/alertmanager';

/**
 * The path of a program that can be started in `folder`. A program of Debian that was unpacked and not installed misses
 * its files under /usr: then it is a copy that finds them in the folder.
 */
export const relocated = (name: string, folder: string): string => {
  const program = tool(name);
  const bytes = readFileSync(program);
  if (existsSync(installed) || !bytes.includes(installed)) return program;
  for (let at = bytes.indexOf(installed); at !== -1; at = bytes.indexOf(installed, at)) bytes.write(relative, at);
  const copy = join(folder, `.${name}`);
  copyFileSync(program, copy);
  writeFileSync(copy, bytes);
  symlinkSync(resolve(realpathSync(program), '../..'), join(folder, '.usr'));
  return copy;
};
