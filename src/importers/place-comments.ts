import type { YamlComment } from '../core/read-yaml.ts';
import type { ReadGroup } from './read-group.ts';
import type { SourceGroup } from './rule-source.ts';

/**
 * Gives every comment of a file to the rule that it stands above or inside of, or to the group when it comes before the
 * group's first rule. What stands behind everything belongs to the last group: none is lost.
 */
export const placeComments = (
  groups: readonly ReadGroup['group'][],
  comments: readonly YamlComment[],
): readonly SourceGroup[] => {
  let next = 0;
  const until = (line: number): readonly string[] => {
    const taken: string[] = [];
    for (let comment = comments[next]; comment !== undefined && comment.line <= line; comment = comments[next]) {
      taken.push(comment.text);
      next += 1;
    }
    return taken;
  };
  return groups.map((group, i) => {
    const own = until(group.line);
    const rules = group.rules.map(rule => ({ ...rule, comments: until(rule.lastLine) }));
    const trailing = i === groups.length - 1 ? until(Number.POSITIVE_INFINITY) : [];
    return { ...group, comments: own, rules, trailing };
  });
};
