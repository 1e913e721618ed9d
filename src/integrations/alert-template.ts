import { decimal, formatDecimal } from '../core/decimal.ts';
import { type Duration, parseDuration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import type { AlertCategory, AlertScope, AlertSeverity } from '../ir/alert.ts';
import type { OptionMistake } from '../ir/options.ts';
import type { Labels } from '../ir/rule-group.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import type { Selecting } from './selecting.ts';

/** What the expression of a template is made from. */
export interface TemplateArguments<Options> extends Selecting {
  readonly options: Options;
  /** The bound as PromQL writes it: the user's, or the template's own. */
  readonly threshold: string;
}

/** An alert that an integration brings along: on unless a user switches it off by its name. */
export interface AlertTemplate<Options> {
  /** The bound that a user can set, in the unit of what is compared. Absent: there is nothing to set. */
  readonly threshold?: number;
  /** Largest value that can be measured, such as the last bound of a histogram: beyond it no threshold is crossed. */
  readonly highest?: (options: Options) => number;
  /** PromQL. */
  readonly expr: (at: TemplateArguments<Options>) => string;
  /** Default `0s`. */
  readonly for?: Duration;
  readonly keepFiringFor?: Duration;
  readonly severity: AlertSeverity;
  readonly category: AlertCategory;
  /** Default `service`. */
  readonly scope?: AlertScope;
  /**
   * Whether it says that the service as a whole does not answer: while it fires as critical, nobody is told that the
   * service is slow, fails or is full. Default false.
   */
  readonly down?: boolean;
  /** Alerts of one group inhibit each other by severity: a warning and its critical share one. Default: the name. */
  readonly group?: string;
  /** One line: what is wrong. Go template. */
  readonly summary: string;
  /** What it means for users, with the value. Go template. */
  readonly description: string;
  /** What to do first. */
  readonly action: string;
  /** Steps of its runbook page. */
  readonly steps: readonly string[];
  /** Where the condition and its numbers come from. */
  readonly source: string;
  /** Tests beside those that are derived from the expression; needed where none can be. */
  readonly tests?: (at: TemplateArguments<Options>) => readonly RuleTest[];
  /** False: exists only when a user names it. Default true. */
  readonly byDefault?: boolean;
  /** False where the options leave out what it needs. */
  readonly when?: (options: Options) => boolean;
}

/** What a user says about an alert by its name: `false` switches it off, `{}` switches on what is off by default. */
export type AlertChoice =
  | false
  | {
      /** In the unit of what is compared. */
      readonly threshold?: number;
      readonly for?: Duration;
      readonly severity?: AlertSeverity;
      /** Added to the labels of the alert. */
      readonly labels?: Labels;
      /** Id of a runbook of the service or of the stack. Default: the page that the integration writes. */
      readonly runbook?: string;
    };

/** Option that every integration has beside its own. */
export interface AlertChoices<Name extends string> {
  /** Thresholds, severities and switches of the alerts that come along, by name. */
  readonly alerts?: { readonly [N in Name]?: AlertChoice };
}

/** An alert of an integration with everything settled but whose it is. */
export interface ChosenAlert {
  readonly name: string;
  readonly expr: string;
  readonly for: string | undefined;
  readonly keepFiringFor: string | undefined;
  readonly severity: AlertSeverity;
  readonly category: AlertCategory;
  readonly scope: AlertScope;
  readonly down: boolean;
  readonly group: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly action: string;
  readonly steps: readonly string[];
  readonly labels: Labels;
  readonly tests: readonly RuleTest[] | undefined;
  /** A runbook that the user named instead of the written page. */
  readonly runbook: string | undefined;
}

const severities: readonly unknown[] = ['critical', 'warning', 'info'] satisfies readonly AlertSeverity[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How each setting of a choice is judged: an empty answer means that it is fine. */
const settings: Readonly<Record<string, (value: unknown, hasThreshold: boolean) => string>> = {
  threshold: (value, hasThreshold) => {
    if (!hasThreshold) return 'compares with nothing that could be set';
    return typeof value === 'number' && Number.isFinite(value) ? '' : 'needs a number as `threshold`';
  },
  for: value =>
    typeof value === 'string' && parseDuration(value) !== undefined ? '' : 'needs a duration such as 5m as `for`',
  severity: value => (severities.includes(value) ? '' : 'needs critical, warning or info as `severity`'),
  labels: value =>
    isRecord(value) && Object.values(value).every(label => typeof label === 'string')
      ? ''
      : 'needs texts by name as `labels`',
  runbook: value => (typeof value === 'string' ? '' : 'needs the id of a runbook as `runbook`'),
};

/** How each setting is written. */
const examples: Readonly<Record<string, string>> = {
  threshold: 'Write a number in the unit of what is compared: 0.9 for 90 %.',
  for: "Write for: '5m'.",
  severity: "Write severity: 'warning'.",
  labels: "Write labels: {area: 'data'}.",
  runbook: 'Name a Runbook of the service or of the stack by its id.',
};

/** Mistakes in the `alerts` option of an integration. */
export const choiceMistakes = (
  title: string,
  templates: Readonly<Record<string, Pick<AlertTemplate<never>, 'threshold'>>>,
  input: unknown,
): readonly OptionMistake[] => {
  if (input === undefined) return [];
  if (!isRecord(input))
    return [{ kind: 'type', message: `Option \`alerts\` of ${title} must be an object: what is chosen, by alert.` }];
  return Object.entries(input).flatMap(([name, choice]): readonly OptionMistake[] => {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
    if (template === undefined) {
      const hint = suggest(name, Object.keys(templates));
      return [
        {
          kind: 'unknown',
          message: `${title} brings no alert \`${name}\`.`,
          ...(hint === undefined ? {} : { hint }),
        },
      ];
    }
    if (choice === undefined || choice === false) return [];
    if (!isRecord(choice))
      return [
        {
          kind: 'type',
          message: `The alert \`${name}\` of ${title} can be false, or an object of what differs.`,
          hint: 'false switches it off; {threshold, for, severity, labels, runbook} change it.',
        },
      ];
    return Object.entries(choice).flatMap(([setting, value]): readonly OptionMistake[] => {
      const judge = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
      if (judge === undefined) {
        const hint = suggest(setting, Object.keys(settings));
        return [
          {
            kind: 'unknown',
            message: `The alert \`${name}\` of ${title} has no setting \`${setting}\`.`,
            ...(hint === undefined ? {} : { hint }),
          },
        ];
      }
      const wrong = value === undefined ? '' : judge(value, template.threshold !== undefined);
      if (wrong === '') return [];
      const hint =
        setting === 'threshold' && template.threshold === undefined
          ? 'false switches the alert off; {for, severity, labels, runbook} change it.'
          : examples[setting];
      return [
        {
          kind: 'value',
          message: `The alert \`${name}\` of ${title} ${wrong}.`,
          ...(hint === undefined ? {} : { hint }),
        },
      ];
    });
  });
};

/** Alerts whose threshold lies beyond everything that can be measured. */
export const unreachable = <Options>(
  title: string,
  templates: Readonly<Record<string, AlertTemplate<Options>>>,
  choices: Readonly<Record<string, AlertChoice | undefined>>,
  options: Options,
): readonly OptionMistake[] =>
  Object.entries(templates).flatMap(([name, template]): readonly OptionMistake[] => {
    const choice = choices[name] ?? (template.byDefault === false ? false : {});
    if (choice === false || template.when?.(options) === false) return [];
    const highest = template.highest?.(options);
    const threshold = choice.threshold ?? template.threshold;
    if (highest === undefined || threshold === undefined || threshold <= highest) return [];
    return [
      {
        kind: 'value',
        message: `The alert \`${name}\` of ${title} can never fire: nothing above ${highest} is measured, and its threshold is ${threshold}.`,
        hint: `Give the histogram a bound of ${threshold} or more, set a lower threshold, or switch it off: alerts: { ${name}: false }.`,
      },
    ];
  });

/** The alerts that are to exist, with what the user chose. */
export const chosenAlerts = <Options>(
  templates: Readonly<Record<string, AlertTemplate<Options>>>,
  choices: Readonly<Record<string, AlertChoice | undefined>>,
  options: Options,
  selecting: Selecting,
): readonly ChosenAlert[] =>
  Object.entries(templates).flatMap(([name, template]): readonly ChosenAlert[] => {
    const choice = choices[name] ?? (template.byDefault === false ? false : {});
    if (choice === false || template.when?.(options) === false) return [];
    const threshold = formatDecimal(decimal(choice.threshold ?? template.threshold ?? 0));
    const at = { ...selecting, options, threshold };
    return [
      {
        name,
        expr: template.expr(at),
        for: choice.for ?? template.for,
        keepFiringFor: template.keepFiringFor,
        severity: choice.severity ?? template.severity,
        category: template.category,
        scope: template.scope ?? 'service',
        down: template.down === true,
        group: template.group,
        summary: template.summary,
        description: template.description,
        action: template.action,
        steps: template.steps,
        labels: choice.labels ?? {},
        tests: template.tests?.(at),
        runbook: choice.runbook,
      },
    ];
  });
