/** `A`, `B`, … `Z`, `AA`: Grafana's own names for the queries of a panel. */
export const refId = (index: number): string =>
  (index >= 26 ? refId(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
