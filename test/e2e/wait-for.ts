import { setTimeout as sleep } from 'node:timers/promises';

/** Asks every tenth of a second until there is an answer, at most for the given time. */
export const waitFor = async <T>(
  what: string,
  seconds: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> => {
  for (let attempt = 0; attempt < seconds * 10; attempt++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`);
};
