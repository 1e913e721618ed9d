/** Products whose configuration format the output depends on. */
export interface Versions {
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly blackbox: string;
  readonly grafana: string;
  readonly elastic: string;
  readonly jaeger: string;
  readonly otel: string;
}

export type Product = keyof Versions;

/** What a stack targets when it names no version: the releases that the output was written against. */
export const latestVersions: Versions = {
  prometheus: '3.13.2',
  alertmanager: '0.34.0',
  blackbox: '0.28.0',
  grafana: '13.1.3',
  elastic: '9.5.1',
  jaeger: '2.20.0',
  otel: '0.158.0',
};

/** Whether the text is `major.minor` or `major.minor.patch`. */
export const isVersion = (text: string): boolean => /^\d+\.\d+(\.\d+)?$/.test(text);

/** Negative when `a` is older than `b`; missing parts count as 0. */
export const compareVersions = (a: string, b: string): number => {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < 3; i++) {
    const difference = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
