import type { JsonObject } from '../../src/core/json.ts';

/** A text that leaves every place it is put into, where it is not escaped. */
export const nasty = `"><img src=x onerror=hit=1></script><script>hit=2</script>'{{7*7}}`;

/** A dashboard in which an attacker wrote every text. */
export const hostile: JsonObject = {
  uid: 'hostile',
  title: nasty,
  description: nasty,
  tags: [nasty],
  refresh: nasty,
  links: [
    { type: 'link', title: nasty, url: 'javascript:hit=3' },
    { type: 'link', title: 'out', url: `https://x.example/${nasty}` },
    { type: 'dashboards', title: nasty, tags: [] },
  ],
  templating: { list: [{ name: 'a', label: nasty, type: 'custom', query: nasty, current: { value: nasty } }] },
  panels: [
    { type: 'row', title: nasty, panels: [], gridPos: { x: 0, y: 0, w: 24, h: 1 } },
    ...[
      'timeseries',
      'stat',
      'gauge',
      'bargauge',
      'piechart',
      'table',
      'heatmap',
      'state-timeline',
      'alertlist',
      nasty,
    ].map(type => ({
      type,
      title: nasty,
      description: nasty,
      links: [{ title: nasty, url: `data:text/html,${nasty}` }],
      targets: [{ refId: nasty, expr: `up{a="${nasty}"}`, legendFormat: nasty }],
      fieldConfig: {
        defaults: {
          unit: `suffix:${nasty}`,
          noValue: nasty,
          displayName: nasty,
          color: { mode: 'fixed', fixedColor: `red"${nasty}` },
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: nasty, value: null },
              { color: `#fff"${nasty}`, value: 1 },
            ],
          },
          mappings: [{ type: 'value', options: { 1: { text: nasty, color: nasty } } }],
        },
        overrides: [{ matcher: { id: 'byName', options: nasty }, properties: [{ id: 'unit', value: nasty }] }],
      },
      transformations: [{ id: nasty, options: {} }],
      options: { alertName: '', legend: { calcs: [nasty] } },
    })),
    {
      type: 'text',
      title: nasty,
      options: { mode: 'markdown', content: `# ${nasty}\n\n- [${nasty}](javascript:hit=4)\n\n| ${nasty} |` },
    },
    { type: 'text', title: nasty, options: { mode: 'html', content: nasty } },
  ],
};
