#!/usr/bin/env node
/**
 * The command: reads arguments, runs one command, sets the exit code. 0 clean, 1 findings with errors, 2 wrong usage.
 *
 * @module
 */
import { outliveReaders } from './closed-output.ts';
import { type CommandDefinition, UsageMistake } from './command.ts';

const commands: Readonly<Record<string, () => Promise<CommandDefinition>>> = {
  synth: async () => (await import('./synth.ts')).synth,
  check: async () => (await import('./check.ts')).check,
  import: async () => (await import('./import.ts')).importCommand,
  gate: async () => (await import('./gate.ts')).gate,
  status: async () => (await import('./status.ts')).status,
  verify: async () => (await import('./verify.ts')).verify,
  simulate: async () => (await import('./simulate.ts')).simulate,
  drill: async () => (await import('./drill.ts')).drill,
  preview: async () => (await import('./preview.ts')).preview,
  'slo-report': async () => (await import('./slo-report.ts')).sloReport,
};

const usage = `Usage: sightline <command> [stack.ts] [options]

Commands:
  synth       render a stack: dist/, rules/ and dashboards/ below --out
  check       run every check and write nothing
  import      rules FILE…: turn existing rule files into a stack, printed or written to a new file with --out
              slo FILE…: turn objectives of OpenSLO, Sloth and Pyrra into a stack
              metrics FILE…: turn metrics pages into declarations (curl -s http://host:port/metrics > FILE)
              alertmanager FILE: turn an Alertmanager configuration into routes, receivers and hours of a stack
              dashboard FILE…: turn exported Grafana dashboards into a stack with equal pages
  gate        ask a Prometheus whether spent error budgets freeze deployments: 0 they go on, 1 they stop
  status      ask a Prometheus for budgets, performance and probes as they are now
  verify      ask the running servers whether they are ready, scrape everything and have what was rendered
  simulate    play the timeline of a scenario file: who is told of what, when and how often
  preview     draw the dashboards of a stack or a folder as one page, with data when a Prometheus is named
  drill       send test alerts to an Alertmanager, follow them to their receivers, and end them
  slo-report  ask a Prometheus how every promise was kept, as a page or as data

Options:
  --out DIR       output folder (synth; default: the current one), or file (import, slo-report, preview); verify and drill read there
  --target NAME   render only this target; may be repeated (kubernetes, compose)
  --json          machine-readable output
  --rule-tests    derive unit tests of every rule (check stops at the first of each; --no-rule-tests: not even that)
  --version       print the version
  --help          print this

Options of the commands that ask a running server:
  --prometheus URL          the server to ask
  --service NAME            only this service; may be repeated
  --fail open|closed        what to do when nobody knows (gate; default: closed)
  --for deploy|merge        what wants to go on (gate; default: deploy)
  --window DURATION         how far back (slo-report; default: 30d, at most 90d)
  --format md|html|json     of the report (slo-report; default: md)
  --dashboards DIR          draw the JSON files below this folder in place of a stack (preview)
  --range DURATION          time that every dashboard shows (preview; default: its own)
  --var NAME=VALUE          value of a variable (preview); may be repeated
  --queries FILE            what synth wrote of the services (status, slo-report; default: dist/ci/queries.json)
  --alertmanager URL        verify this Alertmanager as well; where a drill is held
  --alert NAME              a rendered alert that is tried (drill); may be repeated
  --all                     an alert for each set of receivers that alerts reach (drill)
  --label NAME=VALUE        chooses among rules of one name, or adds a label (drill); may be repeated
  --grafana URL             verify this Grafana as well
  --ruler URL               evaluates a part of the rules (verify)
  --wait DURATION           try again for so long (verify; default: 0s; drill: 2m; at most 30m)
  --wait-resolved DURATION  wait so long for the message that it is over (drill; default: 0s, at most 30m)
  --timeout DURATION        for one answer (default: 10s)
  --bearer-token-file FILE  or SIGHTLINE_BEARER_TOKEN_FILE; holds the token
  --basic-auth-file FILE    or SIGHTLINE_BASIC_AUTH_FILE; holds USER:PASSWORD
  --grafana-token-file FILE or SIGHTLINE_GRAFANA_TOKEN_FILE (verify); holds the token
  --ca-file FILE            or SIGHTLINE_CA_FILE; certificates to trust in place of the system's

The stack file defaults to stack.ts. Exit code: 0 clean, 1 errors in the stack, 2 wrong usage.
`;

const main = async (args: readonly string[]): Promise<number> => {
  const [name, ...rest] = args;
  if (args.includes('--version')) {
    const { version } = await import('./version.ts');
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  const load = name === undefined ? undefined : Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`${name === undefined ? 'No command given.' : `There is no command "${name}".`}\n\n${usage}`);
    return 2;
  }
  const command = await load();
  const result = await command.run(rest);
  if (result instanceof UsageMistake) {
    process.stderr.write(`${result.message}\n\n${usage}`);
    return 2;
  }
  return result;
};

outliveReaders();

// What the author's program left behind, a timer or a rejected promise, fails after the command has begun its work.
process.on('uncaughtException', error => {
  process.stderr.write(
    `error STACK-THROWS: the program failed later on: ${error.message.split('\n')[0]}\n    hint: It must only build constructs and export the stack.\n`,
  );
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));
