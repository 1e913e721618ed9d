import type { Checked } from './samples.ts';

/** A document with one mistake, and what the schema says about it. Upstream's own checker refuses it as well. */
export interface Mistake {
  readonly mistake: string;
  readonly schema: Checked;
  readonly yaml: string;
  readonly says: readonly string[];
}

const job = (lines: string): string => `global: {}\nscrape_configs:\n  - job_name: shop\n    ${lines}\n`;
const relabeling = (step: string): string => job(`relabel_configs: [${step}]`);
const step = '/scrape_configs/0/relabel_configs/0';

const prometheus: readonly Omit<Mistake, 'schema'>[] = [
  {
    mistake: 'a misspelt key',
    yaml: job('metric_path: /metrics'),
    says: ['/scrape_configs/0: unknown key "metric_path"'],
  },
  {
    mistake: 'a duration without a unit',
    yaml: 'global: {scrape_interval: "15"}\nscrape_configs: []',
    says: ['/global/scrape_interval: "15" is not a duration such as 30s or 1h30m'],
  },
  {
    mistake: 'a duration with its units in the wrong order',
    yaml: job('scrape_interval: 30s1m'),
    says: ['/scrape_configs/0/scrape_interval: "30s1m" is not a duration such as 30s or 1h30m'],
  },
  {
    mistake: 'a size without a unit',
    yaml: job('body_size_limit: "100"'),
    says: ['/scrape_configs/0/body_size_limit: "100" is not a size with a unit, such as 10MB'],
  },
  {
    mistake: 'a negative limit',
    yaml: job('sample_limit: -1'),
    says: ['/scrape_configs/0/sample_limit: must be >= 0'],
  },
  {
    mistake: 'a protocol twice',
    yaml: job('scrape_protocols: [PrometheusProto, PrometheusProto]'),
    says: ['/scrape_configs/0/scrape_protocols: has "PrometheusProto" twice'],
  },
  {
    mistake: 'two kinds of credentials',
    yaml: job('authorization: {credentials_file: /a}\n    basic_auth: {username: u, password_file: /p}'),
    says: ['/scrape_configs/0: must not have all of "authorization", "basic_auth"'],
  },
  {
    mistake: 'an unknown relabeling action',
    yaml: relabeling('{source_labels: [a], target_label: b, action: relace}'),
    says: [
      `${step}/action: "relace" is none of replace, keep, drop, keepequal, dropequal, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase`,
    ],
  },
  {
    mistake: 'a source label for labeldrop',
    yaml: relabeling('{source_labels: [a], regex: b, action: labeldrop}'),
    says: [`${step}/source_labels: must not be here`],
  },
  {
    mistake: 'hashmod without a modulus',
    yaml: relabeling('{source_labels: [a], target_label: b, action: hashmod}'),
    says: [`${step}: key "modulus" is missing`],
  },
  {
    mistake: 'a replacement without a target label',
    yaml: relabeling('{source_labels: [a], replacement: b}'),
    says: [`${step}: key "target_label" is missing`],
  },
  {
    mistake: 'an unknown Kubernetes role',
    yaml: job('kubernetes_sd_configs: [{role: pods}]'),
    says: [
      '/scrape_configs/0/kubernetes_sd_configs/0/role: "pods" is none of node, service, pod, endpoints, endpointslice, ingress',
    ],
  },
  {
    mistake: 'credentials for the API server without its address',
    yaml: job('kubernetes_sd_configs: [{role: pod, authorization: {credentials_file: /t}}]'),
    says: [
      '/scrape_configs/0/kubernetes_sd_configs/0: must have property api_server when property authorization is present',
    ],
  },
  {
    mistake: 'address records without a port',
    yaml: job('dns_sd_configs: [{names: [tasks.shop], type: A}]'),
    says: ['/scrape_configs/0/dns_sd_configs/0: key "port" is missing'],
  },
  {
    mistake: 'a target file that is neither JSON nor YAML',
    yaml: job('file_sd_configs: [{files: [targets.txt]}]'),
    says: ['/scrape_configs/0/file_sd_configs/0/files/0: "targets.txt" is not a .json or .yml path'],
  },
  {
    mistake: 'a discovery URL without a scheme',
    yaml: job('http_sd_configs: [{url: inventory.example.com}]'),
    says: ['/scrape_configs/0/http_sd_configs/0/url: "inventory.example.com" is not an http or https URL'],
  },
  {
    mistake: 'an unknown Alertmanager API',
    yaml: 'global: {}\nscrape_configs: []\nalerting: {alertmanagers: [{api_version: v3}]}',
    says: ['/alerting/alertmanagers/0/api_version: "v3" is not "v2"'],
  },
  {
    mistake: 'a remote write without an address',
    yaml: 'global: {}\nscrape_configs: []\nremote_write: [{name: archive}]',
    says: ['/remote_write/0: key "url" is missing'],
  },
];

const rule = (body: string): string => `groups:\n  - name: shop\n    rules:\n      - {${body}}\n`;

const rules: readonly Omit<Mistake, 'schema'>[] = [
  {
    mistake: 'a misspelt key of an alert',
    yaml: rule('alert: Down, expr: up == 0, annotation: {summary: down}'),
    says: ['/groups/0/rules/0: unknown key "annotation"'],
  },
  {
    mistake: 'a rule without an expression',
    yaml: rule('alert: Down'),
    says: ['/groups/0/rules/0: key "expr" is missing'],
  },
  {
    mistake: 'a rule that neither records nor alerts',
    yaml: rule('expr: up == 0'),
    says: ['/groups/0/rules/0: key "alert" is missing'],
  },
  {
    mistake: 'a rule that both records and alerts',
    yaml: rule('record: "service:up:min", alert: Down, expr: up == 0'),
    says: ['/groups/0/rules/0: unknown key "alert"'],
  },
  {
    mistake: 'a recording rule that waits',
    yaml: rule('record: "service:up:min", expr: min(up), for: 5m'),
    says: ['/groups/0/rules/0: unknown key "for"'],
  },
  {
    mistake: 'a waiting time in words',
    yaml: rule('alert: Down, expr: up == 0, for: 5 minutes'),
    says: ['/groups/0/rules/0/for: "5 minutes" is not a duration such as 30s or 1h30m'],
  },
  {
    mistake: 'a label that renames the series',
    yaml: rule('record: "service:up:min", expr: min(up), labels: {__name__: other}'),
    says: ['/groups/0/rules/0/labels: "__name__" is not a label name'],
  },
  {
    mistake: 'a group without a name',
    yaml: 'groups: [{rules: []}]',
    says: ['/groups/0: key "name" is missing'],
  },
];

const receiver = (kind: string, options: string): string =>
  `route: {receiver: a}\nreceivers:\n  - name: a\n    ${kind}_configs: [{${options}}]\n`;
const routes = (root: string, rest = ''): string => `route: {receiver: a, ${root}}\nreceivers: [{name: a}]\n${rest}`;
const interval = (spec: string): string =>
  routes('group_wait: 30s', `time_intervals: [{name: b, time_intervals: [{location: UTC, ${spec}}]}]`);
const span = '/time_intervals/0/time_intervals/0';

const alertmanager: readonly Omit<Mistake, 'schema'>[] = [
  {
    mistake: 'a misspelt key of a receiver',
    yaml: receiver('slack', 'api_url_file: /s, chanel: "#shop"'),
    says: ['/receivers/0/slack_configs/0: unknown key "chanel"'],
  },
  {
    mistake: 'an unknown kind of receiver',
    yaml: 'route: {receiver: a}\nreceivers: [{name: a, slak_configs: []}]',
    says: ['/receivers/0: unknown key "slak_configs"'],
  },
  {
    mistake: 'a misspelt key of a nested route',
    yaml: routes('routes: [{routes: [{receiver: a, groupwait: 1s}]}]'),
    says: ['/route/routes/0/routes/0: unknown key "groupwait"'],
  },
  {
    mistake: 'a matcher without an operator',
    yaml: routes('routes: [{matchers: [critical]}]'),
    says: ['/route/routes/0/matchers/0: "critical" is not a matcher such as severity="critical"'],
  },
  {
    mistake: 'matchers on the root route',
    yaml: routes(`matchers: ['severity="critical"']`),
    says: ['/route: unknown key "matchers"'],
  },
  {
    mistake: 'a label twice in a group key',
    yaml: routes('group_by: [team, team]'),
    says: ['/route/group_by: has "team" twice'],
  },
  {
    mistake: 'a group interval of zero',
    yaml: routes('group_interval: 0s'),
    says: ['/route/group_interval: "0s" is not a duration above zero such as 30s or 1h30m'],
  },
  {
    mistake: 'an unknown weekday',
    yaml: interval(`weekdays: ['monday:fryday']`),
    says: [`${span}/weekdays/0: "monday:fryday" is not a weekday or a range of them, such as monday:friday`],
  },
  {
    mistake: 'a time of day that does not exist',
    yaml: interval(`times: [{start_time: '09:00', end_time: '25:00'}]`),
    says: [`${span}/times/0/end_time: "25:00" is not a time of day from 00:00 to 24:00`],
  },
  {
    mistake: 'a page without a key',
    yaml: receiver('pagerduty', 'client: Alertmanager'),
    says: ['/receivers/0/pagerduty_configs/0: needs exactly one of "routing_key_file", "service_key_file"'],
  },
  {
    mistake: 'a webhook with two addresses',
    yaml: receiver('webhook', 'url: "https://hooks.example.com", url_file: /u'),
    says: ['/receivers/0/webhook_configs/0: needs exactly one of "url", "url_file"'],
  },
  {
    mistake: 'a webhook address without a scheme',
    yaml: receiver('webhook', 'url: hooks.example.com'),
    says: ['/receivers/0/webhook_configs/0/url: "hooks.example.com" is not an http or https URL'],
  },
  {
    mistake: 'mail to nobody',
    yaml: receiver('email', 'from: a@example.com, smarthost: "smtp.example.com:25"'),
    says: ['/receivers/0/email_configs/0: key "to" is missing'],
  },
  {
    mistake: 'a mail server without a port',
    yaml: receiver('email', 'to: b@example.com, from: a@example.com, smarthost: smtp.example.com'),
    says: ['/receivers/0/email_configs/0/smarthost: "smtp.example.com" is not host:port'],
  },
  {
    mistake: 'a chat identified by its name',
    yaml: receiver('telegram', 'bot_token_file: /t, chat_id: shop'),
    says: ['/receivers/0/telegram_configs/0/chat_id: must be integer'],
  },
  {
    mistake: 'an unknown kind of responder',
    yaml: receiver('opsgenie', 'api_key_file: /k, responders: [{name: shop, type: crew}]'),
    says: [
      '/receivers/0/opsgenie_configs/0/responders/0/type: "crew" is none of team, teams, user, escalation, schedule',
    ],
  },
];

const probe = (prober: string, options: string): string =>
  `modules:\n  shop:\n    prober: ${prober}\n    ${prober}: {${options}}\n`;

const blackbox: readonly Omit<Mistake, 'schema'>[] = [
  {
    mistake: 'a misspelt key of a probe',
    yaml: probe('http', 'valid_status_code: [200]'),
    says: ['/modules/shop/http: unknown key "valid_status_code"'],
  },
  {
    mistake: 'a timeout without a unit',
    yaml: 'modules: {shop: {prober: http, timeout: "5"}}',
    says: ['/modules/shop/timeout: "5" is not a duration of at most hours, such as 5s'],
  },
  {
    mistake: 'two kinds of credentials',
    yaml: probe('http', 'authorization: {credentials_file: /a}, basic_auth: {username: u, password_file: /p}'),
    says: ['/modules/shop/http: must not have all of "authorization", "basic_auth"'],
  },
  {
    mistake: 'a status code that is no number',
    yaml: probe('http', 'valid_status_codes: [2xx]'),
    says: ['/modules/shop/http/valid_status_codes/0: must be integer'],
  },
  {
    mistake: 'a header check without a pattern',
    yaml: probe('http', 'fail_if_header_matches: [{header: X-Cache}]'),
    says: ['/modules/shop/http/fail_if_header_matches/0: key "regexp" is missing'],
  },
  {
    mistake: 'a DNS probe without a name',
    yaml: probe('dns', 'query_type: A'),
    says: ['/modules/shop/dns: key "query_name" is missing'],
  },
  {
    mistake: 'an unknown DNS record type',
    yaml: probe('dns', 'query_name: example.com, query_type: AAAAA'),
    says: ['/modules/shop/dns/query_type: "AAAAA" is none of A, AAAA, ANY, CAA, CNAME, MX, NS, PTR, SOA, SRV, TXT'],
  },
  {
    mistake: 'a time to live beyond eight bits',
    yaml: probe('icmp', 'ttl: 256'),
    says: ['/modules/shop/icmp/ttl: must be <= 255'],
  },
];

/** One planted mistake each. */
export const mistakes: readonly Mistake[] = [
  ...prometheus.map(each => ({ ...each, schema: 'prometheus' as const })),
  ...rules.map(each => ({ ...each, schema: 'rules' as const })),
  ...alertmanager.map(each => ({ ...each, schema: 'alertmanager' as const })),
  ...blackbox.map(each => ({ ...each, schema: 'blackbox' as const })),
];
