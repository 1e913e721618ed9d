import { parseDuration } from '../core/duration.ts';
import { hasVariable, isPlainMetricName, variablePattern } from './names.ts';
import { parse } from './parse.ts';
import type { PromqlProblem } from './problem.ts';
import type { At, DurationExpr, Expr, Modifiers, Span, Variable } from './syntax.ts';
import { featureFlags } from './versions.ts';
import { mapExpr } from './walk.ts';

const mapDuration = (duration: DurationExpr, change: (duration: DurationExpr) => DurationExpr): DurationExpr => {
  switch (duration.kind) {
    case 'durationCall':
      return change({ ...duration, args: duration.args.map(arg => mapDuration(arg, change)) });
    case 'durationNegation':
      return change({ ...duration, expr: mapDuration(duration.expr, change) });
    case 'durationBinary':
      return change({
        ...duration,
        left: mapDuration(duration.left, change),
        right: mapDuration(duration.right, change),
      });
    default:
      return change(duration);
  }
};

/** The name in `$name`, `${name:format}` or `[[name:format]]`. */
const variableName = (text: string): string => /^(?:\$\{?|\[\[)(\w+)/.exec(text)?.[1] ?? text;

const inside = new RegExp(variablePattern.source, 'g');

/** An expression with values in place of variables, and which values could not stand where their variable stood. */
export interface Substituted {
  readonly expr: Expr;
  readonly problems: readonly PromqlProblem[];
}

class Substitution {
  readonly problems: PromqlProblem[] = [];
  readonly #values: Readonly<Record<string, string>>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = values;
  }

  #value(variable: string): string | undefined {
    const name = variableName(variable);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #refuse(variable: string, value: string, wanted: string, { from, to }: Span): void {
    const message = `The value "${value}" of \`${variable}\` cannot stand there: ${wanted}.`;
    this.problems.push({ kind: 'syntax', message, hint: 'Give the variable another value.', from, to });
  }

  readonly text = (original: string): string => original.replace(inside, variable => this.#value(variable) ?? variable);

  name(name: string, span: Span): string {
    const replaced = this.text(name);
    if (replaced === name || isPlainMetricName(replaced) || hasVariable(replaced)) return replaced;
    this.#refuse(name, replaced, 'the name of a metric is expected', span);
    return name;
  }

  /** The labels of a list; a value can be several of them. */
  readonly labels = (labels: readonly string[]): readonly string[] =>
    labels.flatMap(label => (hasVariable(label) ? this.text(label).split(',') : [label]).map(part => part.trim()));

  readonly duration = (node: DurationExpr): DurationExpr => {
    if (node.kind !== 'durationVariable') return node;
    const replaced = this.text(node.text);
    const milliseconds = parseDuration(replaced);
    if (milliseconds !== undefined) return { kind: 'duration', milliseconds, from: node.from, to: node.to };
    if (hasVariable(replaced)) return { ...node, text: replaced };
    this.#refuse(node.text, replaced, 'a duration is expected', node);
    return node;
  };

  #at(at: At, span: Span): At {
    const value = at.kind === 'variable' ? this.text(at.text) : undefined;
    if (at.kind !== 'variable' || value === undefined || value === at.text) return at;
    if (value === 'start()') return { kind: 'start' };
    if (value === 'end()') return { kind: 'end' };
    const seconds = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isFinite(seconds)) return { kind: 'time', seconds };
    this.#refuse(at.text, value, 'a time in seconds is expected', span);
    return at;
  }

  modifiers<T extends Modifiers & Span>(node: T): T {
    return {
      ...node,
      ...(node.offset === undefined ? {} : { offset: mapDuration(node.offset, this.duration) }),
      ...(node.at === undefined ? {} : { at: this.#at(node.at, node) }),
    };
  }

  expression(node: Variable): Expr {
    const value = this.text(node.text);
    if (value === node.text) return node;
    const { expr, problems } = parse(value, { variables: true, features: featureFlags });
    if (expr !== undefined && problems.length === 0) return { ...expr, from: node.from, to: node.to };
    this.#refuse(node.text, value, 'an expression is expected', node);
    return node;
  }
}

/**
 * Puts values in place of dashboard variables, by name without `$`. A value is read as what its variable stands for: an
 * expression, a duration, a time, a name, a list of labels; in strings it is inserted as text. Unknown variables stay,
 * and so do those whose value cannot be read, with a problem.
 */
export const substituteVariables = (root: Expr, values: Readonly<Record<string, string>>): Substituted => {
  const substitution = new Substitution(values);
  const { text, labels, duration } = substitution;
  const expr = mapExpr(root, node => {
    switch (node.kind) {
      case 'variable':
        return substitution.expression(node);
      case 'selector': {
        const matchers = node.matchers.map(matcher => ({
          ...matcher,
          label: text(matcher.label),
          value: text(matcher.value),
        }));
        const name = node.name === undefined ? {} : { name: substitution.name(node.name, node) };
        return substitution.modifiers({ ...node, ...name, matchers });
      }
      case 'range':
        return substitution.modifiers({ ...node, range: mapDuration(node.range, duration) });
      case 'subquery':
        return substitution.modifiers({
          ...node,
          range: mapDuration(node.range, duration),
          ...(node.step === undefined ? {} : { step: mapDuration(node.step, duration) }),
        });
      case 'call':
        return { ...node, func: text(node.func) };
      case 'string':
        return { ...node, value: text(node.value) };
      case 'aggregate': {
        const { grouping } = node;
        return grouping === undefined ? node : { ...node, grouping: { ...grouping, labels: labels(grouping.labels) } };
      }
      case 'binary': {
        const { matching } = node;
        if (matching === undefined) return node;
        const { group } = matching;
        const taken = group === undefined ? {} : { group: { ...group, labels: labels(group.labels) } };
        return { ...node, matching: { ...matching, labels: labels(matching.labels), ...taken } };
      }
      default:
        return node;
    }
  });
  return { expr, problems: substitution.problems };
};
