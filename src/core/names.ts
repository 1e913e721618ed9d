/** How many letters were left out, added, replaced, or swapped with their neighbour. */
const distance = (a: string, b: string): number => {
  let earlier: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (earlier[j - 2] ?? 0) + 1 : substitution;
      current[j] = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution, swap);
    }
    earlier = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
};

/** The candidate a person most likely meant, or nothing when none is close (more than a third of the letters differ). */
export const nearest = (name: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.floor(Math.max(name.length, 3) / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const d = distance(name, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
};

/** `Did you mean "x"?`, or the known names, or nothing when there are none. */
export const suggest = (name: string, candidates: readonly string[]): string | undefined => {
  const close = nearest(name, candidates);
  if (close !== undefined) return `Did you mean "${close}"?`;
  if (candidates.length === 0) return undefined;
  const shown = candidates.slice(0, 12).map(candidate => `"${candidate}"`);
  return `Known: ${shown.join(', ')}${candidates.length > 12 ? ', …' : ''}.`;
};

/** A name that every product accepts as a DNS label (RFC 1123, at most 63 characters). */
export const isDnsLabel = (name: string): boolean => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);

/** `HighErrorRate` and `high_error rate` as `high-error-rate`. */
export const kebabCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();

/** `high-error-rate` as `HighErrorRate`. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .filter(part => part !== '')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
