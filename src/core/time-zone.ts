const known = new Map<string, boolean>();

/** Whether the name is an IANA time zone. */
export const isTimeZone = (name: string): boolean => {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = name !== '' && exists(name);
  known.set(name, found);
  return found;
};

const exists = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
