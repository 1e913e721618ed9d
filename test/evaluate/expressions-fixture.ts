/**
 * Expressions over the series of the fixture, one for each rule of the language and each of its corners. Their values
 * are not written here: the tests compare with Prometheus itself.
 */
export const expressions: readonly string[] = [
  // Selectors
  ...['requests_total', 'requests_total{code=""}', 'requests_total{code!=""}', '{__name__="up",job="api"}', 'missing'],
  ...['{__name__=~"requests_.*|up"}', 'requests_total{instance=~"a"}', 'requests_total{instance=~"a|b:1"}'],
  ...[
    'requests_total{code=~"(5|4)..",job!~"a.*"}',
    'up offset 20m',
    'up offset -10m',
    'up @ 1800',
    'up @ 1800.5 offset 3m',
  ],
  ...['up @ start()', 'up @ end() offset 1m', 'temperature{sensor="z"}', 'single', 'clock{zone=""}'],
  // Counters
  ...['rate(requests_total[5m])', 'rate(requests_total[30s])', 'rate(requests_total[1m])', 'rate(requests_total[90s])'],
  ...[
    'increase(requests_total[7m])',
    'increase(requests_total[1h])',
    'increase(errors_total[2h])',
    'rate(requests_total[5m] offset 3m)',
  ],
  ...[
    'rate(requests_total[5m] @ 2000)',
    'irate(requests_total[5m])',
    'irate(requests_total[45s])',
    'resets(requests_total[1h])',
  ],
  ...[
    'rate(temperature[10m])',
    'increase(temperature[10m])',
    'rate(up[10m])',
    'rate(requests_total[2m17s] offset 13s)',
  ],
  // Gauges
  ...[
    'delta(temperature[10m])',
    'idelta(temperature[10m])',
    'deriv(temperature[10m])',
    'deriv(temperature{sensor="z"}[1h])',
  ],
  ...[
    'predict_linear(temperature[10m], 3600)',
    'predict_linear(temperature[10m] offset 5m, -60)',
    'changes(temperature[1h])',
  ],
  ...['changes(up[2h])', 'resets(temperature[1h])', 'predict_linear(clock[30m], 600)', 'deriv(huge[10m])'],
  // Over time
  ...['avg_over_time(temperature[10m])', 'sum_over_time(temperature[10m])', 'min_over_time(temperature[10m])'],
  ...['max_over_time(temperature[10m])', 'count_over_time(temperature[10m])', 'stddev_over_time(temperature[10m])'],
  ...['stdvar_over_time(temperature[10m])', 'last_over_time(temperature[10m])', 'present_over_time(up[20m])'],
  ...[
    'quantile_over_time(0.9, temperature[10m])',
    'quantile_over_time(-1, temperature[10m])',
    'quantile_over_time(1.5, up[10m])',
  ],
  ...[
    'quantile_over_time(NaN, up[10m])',
    'quantile_over_time(scalar(tiny{i="3"}), temperature[30m])',
    'avg_over_time(huge[5m])',
  ],
  ...['sum_over_time(huge[5m])', 'sum_over_time(tiny[1h])', 'avg_over_time(up[20m:1m])', 'absent_over_time(up[5m])'],
  ...[
    'absent_over_time(missing{a="b",c!="d",e=~"f"}[5m])',
    'absent_over_time(single{a="1"}[5m])',
    'absent_over_time(missing[5m:1m])',
  ],
  // Subqueries
  ...[
    'max_over_time(rate(requests_total[5m])[30m:1m])',
    'avg_over_time((up > 0)[1h:])',
    'sum_over_time(vector(2)[10m:2m])',
  ],
  ...[
    'sum_over_time((1 + time())[10m:2m])',
    'rate((sum(requests_total))[20m:30s])',
    'min_over_time(up[1h:7m] offset 11m)',
  ],
  ...[
    'max_over_time(sum_over_time(up[5m:1m])[30m:5m])',
    'last_over_time(up[1h:5m] @ 3000)',
    'count_over_time(timestamp(up)[10m:17s])',
  ],
  ...[
    'avg_over_time(rate({__name__=~"same_labels_.*"}[5m])[1h:1m])',
    'avg_over_time((-{__name__=~"same_labels_.*"})[1h:1m])',
  ],
  ...['avg_over_time(abs({__name__=~"same_labels_.*"})[10m:1m])', 'rate({__name__=~"same_labels_.*"}[10m])'],
  // Arithmetic and comparison with numbers
  ...[
    '1 + 2 * 3 ^ 2 ^ 0.5 % 4',
    '-2 ^ 2',
    '7 % -3',
    '-7 % 3',
    '1 / 0',
    '0 / 0',
    '2 atan2 -1',
    '1 == bool 1',
    'NaN == bool NaN',
  ],
  ...[
    '1 ^ NaN',
    '-1 ^ Inf',
    'time()',
    'pi()',
    'up + 1',
    '1 - up',
    'temperature % 3',
    'temperature ^ 0.5',
    'temperature / 0',
  ],
  ...[
    'temperature > 1',
    '1 < temperature',
    'temperature != bool 0',
    '0 >= bool temperature',
    'temperature == NaN',
    'temperature != NaN',
  ],
  ...[
    '{__name__=~"same_labels_.*"} > 0',
    '{__name__=~"same_labels_.*"} + 1',
    '-temperature',
    '+temperature',
    '-requests_total{code="200"}',
  ],
  // Matching
  ...[
    'errors_total / requests_total',
    'errors_total / ignoring(code) requests_total{code="500"}',
    'requests_total{code="500"} > errors_total',
  ],
  ...[
    'errors_total / on(job, instance, code) requests_total',
    'errors_total == bool on(instance, code) requests_total',
  ],
  ...[
    'requests_total * on(instance) group_left(node, zone) node_info',
    'requests_total * on(instance) group_left() node_info',
  ],
  ...[
    'node_info * on(instance) group_right(node) requests_total',
    'node_info * on(instance) requests_total',
    'requests_total * on(instance) node_info',
  ],
  ...[
    'requests_total * on(job) group_left() up',
    'requests_total / on() group_left() node_info',
    'up * on(job) group_left(sensor) temperature',
  ],
  ...[
    'node_info < on(instance) group_right() requests_total',
    'requests_total > on(instance) group_left(zone) node_info',
  ],
  ...[
    'requests_total - ignoring(code) group_left() sum without (code) (requests_total)',
    'up == on(job, instance) up',
    'up == ignoring(job) up',
  ],
  ...[
    'up + on(__name__, job, instance) up',
    'up == on(__name__, job, instance) up',
    'up + ignoring(job) node_info',
    'requests_total ^ requests_total',
  ],
  ...[
    'sum(requests_total) / sum(up)',
    'sum by (job) (requests_total) / on(job) sum by (job) (up)',
    'missing + up',
    'up + missing',
  ],
  ...[
    'requests_total > bool on(instance) group_left() node_info',
    'label_replace(up, "code", "200", "", "") + on(code) group_left() up',
  ],
  ...['requests_total * on(instance) group_left(zone) (node_info or label_replace(node_info, "zone", "", "", ""))'],
  // Sets
  ...[
    'up and node_info',
    'up and on(instance) node_info',
    'up and ignoring(job, node, zone) node_info',
    'up or node_info',
  ],
  ...[
    'up or on(instance) node_info',
    'up unless on(instance) node_info',
    'up unless errors_total',
    'up and missing',
    'up or missing',
  ],
  ...[
    'up unless missing',
    'missing or vector(0)',
    'up > 0 or up == 0',
    'requests_total or errors_total',
    'up and on() vector(1)',
  ],
  ...[
    '(up == 1) or on(job) (up == 0)',
    'requests_total{code="500"} or ignoring(code) requests_total',
    '{__name__=~"same_labels_.*"} or on(x) up',
  ],
  // Aggregation
  ...[
    'sum(requests_total)',
    'sum by (job) (requests_total)',
    'sum without (instance, code) (requests_total)',
    'sum by (missing) (up)',
  ],
  ...[
    'avg by (job) (temperature)',
    'min(temperature)',
    'max(temperature)',
    'count by (code) (requests_total)',
    'group by (job) (up)',
  ],
  ...[
    'stddev by (job) (requests_total)',
    'stdvar(requests_total)',
    'stddev(temperature)',
    'quantile by (job) (0.75, requests_total)',
  ],
  ...[
    'quantile(NaN, up)',
    'quantile(-0.1, up)',
    'quantile(1.1, up)',
    'quantile(0.5, temperature)',
    'sum by (__name__) ({__name__=~"up|node_info"})',
  ],
  ...[
    'count without (job) ({__name__=~"up|node_info"})',
    'topk(2, tiny)',
    'bottomk(2, tiny)',
    'topk by (job) (1, clock)',
    'topk(0, tiny)',
  ],
  ...[
    'topk(10, tiny)',
    'topk(1.9, tiny)',
    'bottomk(-1, tiny)',
    'topk(NaN, tiny)',
    'topk(2, temperature{sensor="x"})',
    'count_values("value", up)',
  ],
  ...[
    'count_values by (job) ("job", up)',
    'count_values("a b", up)',
    'count_values without (instance) ("v", temperature)',
    'count_values("v", clock * 1e10)',
    'count_values("v", tiny / 1e9)',
  ],
  ...[
    'avg(huge)',
    'sum(huge)',
    'stddev(huge)',
    'sum(tiny)',
    'avg(tiny)',
    'count(missing)',
    'sum(temperature{sensor="z"})',
    'stddev(single)',
  ],
  // Elementwise functions
  ...[
    'abs(temperature)',
    'ceil(temperature)',
    'floor(temperature)',
    'round(temperature)',
    'round(temperature, 0.7)',
    'round(temperature, 100)',
  ],
  ...[
    'round(temperature, 0)',
    'exp(temperature)',
    'ln(temperature)',
    'log2(temperature)',
    'log10(temperature)',
    'sqrt(temperature)',
    'sgn(temperature)',
  ],
  ...[
    'clamp(temperature, 0, 10)',
    'clamp(temperature, 10, 0)',
    'clamp_min(temperature, 5)',
    'clamp_max(temperature, 5)',
    'clamp(temperature, NaN, 1)',
  ],
  ...[
    'clamp_min(temperature, NaN)',
    'clamp_max(temperature, Inf)',
    'sin(tiny)',
    'cos(tiny)',
    'tan(tiny)',
    'asin(tiny)',
    'acos(tiny)',
    'atan(tiny)',
  ],
  ...[
    'sinh(tiny)',
    'cosh(tiny)',
    'tanh(tiny)',
    'asinh(tiny)',
    'acosh(tiny + 1)',
    'atanh(tiny)',
    'acos(up + 1)',
    'deg(tiny)',
    'rad(tiny)',
  ],
  ...[
    'abs({__name__=~"same_labels_.*"})',
    'timestamp(up)',
    'timestamp(up offset 1m)',
    'timestamp(up @ 1800)',
    'timestamp(up + 0)',
    'timestamp(-up)',
  ],
  ...[
    'scalar(single)',
    'scalar(up)',
    'scalar(missing)',
    'vector(scalar(single) + 1)',
    'vector(time())',
    'sort(temperature)',
    'sort_desc(temperature)',
  ],
  // Dates
  ...[
    'minute(clock)',
    'hour(clock)',
    'day_of_week(clock)',
    'day_of_month(clock)',
    'day_of_year(clock)',
    'days_in_month(clock)',
    'month(clock)',
  ],
  ...[
    'year(clock)',
    'hour()',
    'minute()',
    'day_of_week()',
    'month()',
    'hour(clock / 7)',
    'hour(vector(-0.5))',
    'day_of_year(vector(-1))',
  ],
  // Absence
  ...[
    'absent(up)',
    'absent(missing)',
    'absent(missing{job="a",code=~"5..",x!="y"})',
    'absent(missing{job="a",job="b",z=""})',
    'absent(sum(missing))',
  ],
  ...[
    'absent(single{a="1"})',
    'absent(up > 5)',
    'absent(missing{__name__=~"m.*"})',
    'absent(missing offset 5m)',
    'sum(up) or absent(up)',
  ],
  // Histograms
  ...[
    'histogram_quantile(0.9, latency_bucket)',
    'histogram_quantile(0.5, rate(latency_bucket[5m]))',
    'histogram_quantile(0, latency_bucket)',
  ],
  ...[
    'histogram_quantile(1, latency_bucket)',
    'histogram_quantile(-0.1, latency_bucket)',
    'histogram_quantile(1.1, latency_bucket)',
  ],
  ...[
    'histogram_quantile(NaN, latency_bucket)',
    'histogram_quantile(0.99, sum by (le) (rate(latency_bucket[10m])))',
    'histogram_quantile(0.9, up)',
  ],
  ...[
    'histogram_quantile(0.3, latency_bucket{job="cold"})',
    'histogram_quantile(0.8, latency_bucket{job="web"})',
    'histogram_quantile(scalar(tiny{i="2"}), latency_bucket)',
  ],
  // Labels
  ...[
    'label_replace(up, "host", "$1", "instance", "(.*):.*")',
    'label_replace(up, "host", "$1x", "instance", "(.*):.*")',
    'label_replace(up, "host", "${1}x", "instance", "(.*):.*")',
  ],
  ...[
    'label_replace(up, "job", "", "job", ".*")',
    'label_replace(up, "instance", "same", "", "")',
    'label_replace(up, "job", "x", "job", "nothing")',
  ],
  ...[
    'label_replace(up, "host", "$1-$2-$0-$$", "instance", "(.):(.)")',
    'label_replace(up, "0bad", "x", "", "")',
    'label_replace(up, "__name__", "x", "", "")',
  ],
  ...[
    'label_replace(up, "a", "$2", "instance", "(a)|(b).*")',
    'label_join(up, "all", "-", "job", "instance", "missing")',
    'label_join(up, "all", ",")',
    'label_join(up, "job", "", "missing")',
  ],
];

/** Expressions that only newer versions know, and only behind a flag. */
export const experimentalExpressions: readonly string[] = [
  ...[
    'mad_over_time(temperature[10m])',
    'mad_over_time(requests_total[30m])',
    'double_exponential_smoothing(requests_total[10m], 0.3, 0.6)',
  ],
  ...['double_exponential_smoothing(temperature[10m], 0.5, 0.1)', 'double_exponential_smoothing(up[10m], 1, 0.1)'],
  ...[
    'ts_of_max_over_time(temperature[20m])',
    'ts_of_min_over_time(temperature[20m])',
    'ts_of_last_over_time(temperature[20m])',
  ],
];
