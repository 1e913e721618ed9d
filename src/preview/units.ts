/** Numbers as Grafana writes them, by the identifier of the unit. Runs in the command and in the page. */
type Format = (value: number, decimals: number | undefined) => string;

/** Three digits that mean something, unless the author says how many decimals there are. A whole number has none. */
const digits: Format = (given, decimals) => {
  if (!Number.isFinite(given)) return Number.isNaN(given) ? 'NaN' : given > 0 ? '∞' : '-∞';
  // 0.07 × 100 is 7, not 7.000000000000001.
  const value = Number(given.toPrecision(12));
  const places = decimals ?? (Number.isInteger(value) ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(Math.min(places, 20));
  // What is rounded to nothing has no sign.
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
};

const suffixed =
  (suffix: string, factor = 1): Format =>
  (value, decimals) =>
    Number.isFinite(value) ? `${digits(value * factor, decimals)}${suffix}` : digits(value, decimals);

/** Each step of the ladder is `factor` times the one before; `first` is where a value of 1 stands. */
const ladder =
  (factor: number, steps: readonly string[], first = 0): Format =>
  (value, decimals) => {
    if (!Number.isFinite(value)) return digits(value, decimals);
    // The logarithm of an exact power comes out a little too small.
    const raw = value === 0 ? 0 : Math.floor(Math.log(Math.abs(value)) / Math.log(factor) + 1e-9);
    const step = Math.min(Math.max(raw, -first), steps.length - 1 - first);
    return `${digits(value / factor ** step, decimals)}${steps[step + first] ?? ''}`;
  };

const short = ladder(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept']);
const counted = (of: string): Format =>
  ladder(
    1000,
    ['', 'K', 'M', 'B', 'T'].map(step => `${step} ${of}`),
  );
const binary = (of: string, first = 0): Format =>
  ladder(
    1024,
    ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(step => ` ${step}${of}`),
    first,
  );
const metric = (of: string, shift = 0): Format =>
  ladder(
    1000,
    ['n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map(step => ` ${step}${of}`),
    3 + shift,
  );

/** Lengths of time in seconds, from the shortest up, each good below the next. */
const spans: readonly (readonly [seconds: number, name: string])[] = [
  [1e-9, 'ns'],
  [1e-6, 'µs'],
  [1e-3, 'ms'],
  [1, 's'],
  [60, 'min'],
  [3_600, 'hour'],
  [86_400, 'day'],
  [604_800, 'week'],
  [31_536_000, 'year'],
];

const duration =
  (unit: number, withoutWeeks = false): Format =>
  (value, decimals) => {
    if (!Number.isFinite(value)) return digits(value, decimals);
    // Seconds alone are divided; what is counted in milliseconds stays that when it is less than one.
    const usable = spans.filter(([span, name]) => (unit === 1 || span >= unit) && !(withoutWeeks && name === 'week'));
    const seconds = Math.abs(value * unit);
    const fitting = value === 0 ? undefined : usable.findLast(([span]) => seconds >= span * (1 - 1e-12));
    const [span, name] = fitting ?? spans.find(([each]) => each === unit) ?? [1, 's'];
    return `${digits((value * unit) / span, decimals)} ${name}`;
  };

const clockDuration: Format = value => {
  if (!Number.isFinite(value)) return digits(value, undefined);
  const whole = Math.floor(Math.abs(value));
  const two = (part: number): string => String(part).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const clock = [Math.floor((whole % 86_400) / 3_600), Math.floor((whole % 3_600) / 60), whole % 60].map(two).join(':');
  return `${value < 0 ? '-' : ''}${days > 0 ? `${days} d ` : ''}${clock}`;
};

const currency =
  (symbol: string): Format =>
  (value, decimals) =>
    `${value < 0 ? '-' : ''}${symbol}${ladder(1000, ['', 'K', 'M', 'B', 'T'])(Math.abs(value), decimals)}`;

const truth =
  (yes: string, no: string): Format =>
  value =>
    value === 0 || Number.isNaN(value) ? no : yes;

/** Milliseconds since 1970. Always UTC: the page is the same for everybody who reads it. */
const moment: Format = value => {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? digits(value, undefined) : date.toISOString().slice(0, 19).replace('T', ' ');
};

const formats: Readonly<Record<string, Format>> = {
  none: digits,
  short,
  sishort: ladder(
    1000,
    ['n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map(step => (step === '' ? '' : ` ${step}`)),
    3,
  ),
  locale: (value, decimals) => digits(value, decimals).replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ','),
  string: value => String(value),
  percent: suffixed('%'),
  percentunit: suffixed('%', 100),
  s: duration(1),
  ms: duration(1e-3, true),
  µs: duration(1e-6, true),
  ns: duration(1e-9, true),
  m: duration(60),
  h: duration(3_600),
  d: duration(86_400),
  dtdurations: clockDuration,
  dthms: clockDuration,
  dtdhms: clockDuration,
  clocks: clockDuration,
  dateTimeAsIso: moment,
  dateTimeAsUS: moment,
  dateTimeAsIsoNoDateIfToday: moment,
  bytes: binary('B'),
  kbytes: binary('B', 1),
  mbytes: binary('B', 2),
  gbytes: binary('B', 3),
  bits: binary('b'),
  decbytes: metric('B'),
  deckbytes: metric('B', 1),
  decmbytes: metric('B', 2),
  decgbytes: metric('B', 3),
  decbits: metric('b'),
  Bps: metric('B/s'),
  binBps: binary('B/s'),
  bps: metric('b/s'),
  binbps: binary('b/s'),
  pps: metric('p/s'),
  hertz: metric('Hz'),
  watt: metric('W'),
  joule: metric('J'),
  volt: metric('V'),
  amp: metric('A'),
  celsius: suffixed(' °C'),
  fahrenheit: suffixed(' °F'),
  humidity: suffixed(' %H'),
  cps: counted('c/s'),
  ops: counted('ops/s'),
  reqps: counted('req/s'),
  rps: counted('rd/s'),
  wps: counted('wr/s'),
  iops: counted('io/s'),
  eps: counted('evt/s'),
  mps: counted('msg/s'),
  recps: counted('rec/s'),
  rowsps: counted('rows/s'),
  cpm: counted('c/m'),
  opm: counted('ops/m'),
  reqpm: counted('req/m'),
  rpm: counted('rd/m'),
  wpm: counted('wr/m'),
  currencyUSD: currency('$'),
  currencyEUR: currency('€'),
  currencyGBP: currency('£'),
  bool: truth('True', 'False'),
  bool_yes_no: truth('Yes', 'No'),
  bool_on_off: truth('On', 'Off'),
};

/** `suffix:req` and its like, which every author can make up. */
const prefixed = (unit: string): Format | undefined => {
  const [, kind, rest = ''] = /^(prefix|suffix|si|count|currency):(.*)$/s.exec(unit) ?? [];
  switch (kind) {
    case 'prefix':
      return (value, decimals) => `${rest}${digits(value, decimals)}`;
    case 'suffix':
      return suffixed(` ${rest}`);
    case 'si':
      return metric(rest);
    case 'count':
      return counted(rest);
    case 'currency':
      return currency(rest);
    default:
      return undefined;
  }
};

const isFromNow = (unit: string | undefined): boolean => unit === 'dateTimeFromNow';

/** Writes values of a unit; one that nobody knows is written behind the number. `now` is in seconds since 1970. */
export const formatValue = (
  value: number,
  unit: string | undefined,
  decimals: number | undefined,
  now: number | undefined = undefined,
): string => {
  if (isFromNow(unit)) {
    if (now === undefined) return moment(value, undefined);
    const seconds = value / 1_000 - now;
    const text = duration(1)(Math.abs(seconds), 0);
    return seconds > 0 ? `in ${text}` : `${text} ago`;
  }
  if (unit === undefined || unit === '') return digits(value, decimals);
  const format = (Object.hasOwn(formats, unit) ? formats[unit] : undefined) ?? prefixed(unit) ?? suffixed(` ${unit}`);
  return format(value, decimals);
};
