/** Multipliers of Kubernetes quantities: decimal and binary suffixes, `m` for thousandths. */
const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** The number behind `500m`, `2`, `1.5Gi`; undefined for text that is no quantity. */
export const parseQuantity = (text: string): number | undefined => {
  const match = /^([0-9]+(?:\.[0-9]+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text);
  const factor = suffixes[match?.[2] ?? ''];
  return match === null || factor === undefined ? undefined : Number(match[1]) * factor;
};

/** Bytes in Docker's notation, whose units are powers of 1024: `1536m` for `1.5Gi`, `250000k` stays exact as bytes. */
export const dockerBytes = (text: string): string => {
  const bytes = Math.round(parseQuantity(text) ?? 0);
  if (bytes % 1024 ** 3 === 0) return `${bytes / 1024 ** 3}g`;
  if (bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2}m`;
  return `${bytes}b`;
};
