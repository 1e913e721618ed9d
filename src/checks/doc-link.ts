import { anchorsIn, linksIn } from '../core/markdown.ts';
import { suggest } from '../core/names.ts';
import type { Plan } from '../ir/plan.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** A link in a page, or from an alert to a page, that leads nowhere. */
export const docLink = defineCheck({
  code: 'DOC-LINK',
  severity: 'error',
  why: 'Pages are read when something is broken; a link in them must not be broken as well.',
  run: subject => {
    const pages = pagesOf(subject.plan);
    return [...brokenLinks(subject, pages), ...brokenRunbooks(subject, pages)];
  },
});

interface Page {
  readonly text: string;
  readonly origin: string | undefined;
}

/** The generated pages by path. */
const pagesOf = ({ documents }: Plan): ReadonlyMap<string, Page> =>
  new Map(
    documents.flatMap(({ path, body, origins }): readonly (readonly [string, Page])[] =>
      path.endsWith('.md') && typeof body === 'string' ? [[path, { text: body, origin: origins[''] }]] : [],
    ),
  );

/** `dist/runbooks/api/../x.md` as `dist/runbooks/x.md`. */
const normal = (path: string): string => {
  const steps: string[] = [];
  for (const step of path.split('/'))
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  return steps.join('/');
};

const brokenLinks = ({ model }: Subject, pages: ReadonlyMap<string, Page>): readonly Finding[] => {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (path: string): ReadonlySet<string> => {
    const known = anchors.get(path) ?? anchorsIn(pages.get(path)?.text ?? '');
    anchors.set(path, known);
    return known;
  };
  return [...pages].flatMap(([path, { text, origin }]) =>
    [...new Set(linksIn(text))].flatMap((link): readonly Finding[] => {
      const [target = '', anchor] = link.split('#');
      const inside = insideOf(path, target, model.runbookBase);
      // Other files are written by targets, other addresses belong to others.
      if (inside === undefined || (!inside.endsWith('.md') && target !== '')) return [];
      const at = { path: origin ?? model.path };
      if (!pages.has(inside)) {
        const hint = suggest(inside, [...pages.keys()]);
        return [
          {
            ...at,
            message: `The page ${path} leads to "${link}", which is not among the generated pages.`,
            ...(hint === undefined ? {} : { hint }),
          },
        ];
      }
      if (anchor === undefined || anchor === '' || anchorsOf(inside).has(anchor)) return [];
      const hint = suggest(anchor, [...anchorsOf(inside)]);
      return [
        {
          ...at,
          message: `The page ${path} leads to "${link}", and ${inside} has no such heading.`,
          ...(hint === undefined ? {} : { hint }),
        },
      ];
    }),
  );
};

/** The generated file that a link means, if it means one. */
const insideOf = (from: string, target: string, base: string): string | undefined => {
  if (target === '') return from;
  if (target.startsWith(`${base}/`)) return normal(`dist/runbooks/${target.slice(base.length)}`);
  return /^([a-z][a-z0-9+.-]*:|\/)/i.test(target) ? undefined : normal(`${from.replace(/[^/]*$/, '')}${target}`);
};

/** Alerts whose runbook ought to be one of ours and is not. */
const brokenRunbooks = ({ facts, model }: Subject, pages: ReadonlyMap<string, Page>): readonly Finding[] =>
  facts.alerts.flatMap(({ rule }): readonly Finding[] => {
    const url = rule.annotations['runbook_url'] ?? '';
    if (!url.startsWith(`${model.runbookBase}/`) || url.includes('{{')) return [];
    const path = normal(`dist/runbooks/${url.slice(model.runbookBase.length)}`.replace(/#.*$/, ''));
    if (pages.has(path)) return [];
    const hint = suggest(path, [...pages.keys()]);
    return [
      {
        path: rule.path,
        message: `The alert \`${rule.alert}\` leads to the runbook ${path}, which is not generated.`,
        ...(hint === undefined ? {} : { hint }),
      },
    ];
  });
