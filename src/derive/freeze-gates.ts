import { dedent } from '../core/dedent.ts';
import type { JsonValue } from '../core/json.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';

/**
 * Jobs for GitHub and GitLab that stop a pipeline while an error budget is spent. They install the command from the lock
 * file of the repository that includes them, so nothing here names its version.
 */
export const freezeGates = (model: Model): PlanPart =>
  model.services.every(({ slos }) => slos.length === 0)
    ? {}
    : {
        documents: [
          {
            path: 'dist/ci/github-freeze-gate.yml',
            format: 'yaml',
            body: githubWorkflow,
            origins: { '': model.path },
          },
          { path: 'dist/ci/gitlab-freeze-gate.yml', format: 'yaml', body: gitlabJob, origins: { '': model.path } },
          { path: 'dist/ci/README.md', format: 'text', body: `${readme}\n`, origins: { '': model.path } },
        ],
      };

const install = 'npm ci --ignore-scripts --no-audit --no-fund';

/** Inputs are handed over as variables, never put into the script: a text from elsewhere must not become a command. */
const githubScript = dedent(`
  set -euo pipefail
  umask 077
  arguments=(--prometheus "$PROMETHEUS" --for "$GATED" --fail "$FAIL")
  if [ -n "$SERVICE" ]; then arguments+=(--service "$SERVICE"); fi
  if [ -n "$TOKEN" ]; then
    export SIGHTLINE_BEARER_TOKEN_FILE="$RUNNER_TEMP/prometheus-token"
    trap 'rm -f "$SIGHTLINE_BEARER_TOKEN_FILE"' EXIT
    printf '%s' "$TOKEN" > "$SIGHTLINE_BEARER_TOKEN_FILE"
  fi
  unset TOKEN
  npx --no-install sightline gate "\${arguments[@]}"
`);

const input = (description: string, fallback?: string): JsonValue =>
  fallback === undefined
    ? { description, type: 'string', required: true }
    : { description, type: 'string', required: false, default: fallback };

const githubWorkflow: JsonValue = {
  name: 'Freeze gate',
  on: {
    workflow_call: {
      inputs: {
        prometheus: input('Address of the Prometheus that evaluates the rules'),
        service: input('Ask about these services only, separated by commas', ''),
        for: input('What wants to go on: deploy or merge', 'deploy'),
        fail: input('What to do when nobody knows: open lets pass, closed stops', 'closed'),
      },
      secrets: {
        'prometheus-token': { description: 'Bearer token of the Prometheus', required: false },
      },
    },
  },
  permissions: { contents: 'read' },
  jobs: {
    'freeze-gate': {
      name: 'Freeze gate',
      'runs-on': 'ubuntu-24.04',
      'timeout-minutes': 5,
      steps: [
        { name: 'Check out', uses: 'actions/checkout@v4', with: { 'persist-credentials': false } },
        { name: 'Set up Node', uses: 'actions/setup-node@v4', with: { 'node-version': '20' } },
        { name: 'Install', run: install },
        {
          name: 'Ask whether error budgets are spent',
          shell: 'bash',
          env: {
            PROMETHEUS: '${{ inputs.prometheus }}',
            SERVICE: '${{ inputs.service }}',
            GATED: '${{ inputs.for }}',
            FAIL: '${{ inputs.fail }}',
            TOKEN: '${{ secrets.prometheus-token }}',
          },
          run: githubScript,
        },
      ],
    },
  },
};

const gitlabScript = dedent(`
  set -eu
  : "\${SIGHTLINE_PROMETHEUS:?set it to the address of the Prometheus that evaluates the rules}"
  npx --no-install sightline gate --prometheus "$SIGHTLINE_PROMETHEUS" --for "$SIGHTLINE_FOR" --fail "$SIGHTLINE_FAIL" \${SIGHTLINE_SERVICE:+--service "$SIGHTLINE_SERVICE"}
`);

const gitlabJob: JsonValue = {
  'freeze-gate': {
    stage: '.pre',
    image: 'node:20.19-bookworm-slim',
    timeout: '5 minutes',
    interruptible: true,
    variables: { GIT_DEPTH: '1', SIGHTLINE_FOR: 'deploy', SIGHTLINE_FAIL: 'closed' },
    rules: [
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"', variables: { SIGHTLINE_FOR: 'merge' } },
      { if: '$CI_COMMIT_TAG' },
      { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
    ],
    script: [install, gitlabScript],
  },
};

const readme = dedent(`
  # Freeze gates

  Jobs that stop a pipeline while an error budget is spent. They run \`sightline gate\` from the lock file of the
  repository that uses them, which must therefore have \`sightline\` among its dependencies.

  ## GitHub

  Copy \`github-freeze-gate.yml\` to \`.github/workflows/freeze-gate.yml\` and let what deploys wait for it:

  \`\`\`yaml
  jobs:
    freeze-gate:
      uses: ./.github/workflows/freeze-gate.yml
      with:
        prometheus: https://prometheus.example.com
        service: api
      secrets:
        prometheus-token: \${{ secrets.PROMETHEUS_TOKEN }}
    deploy:
      needs: freeze-gate
  \`\`\`

  With \`for: merge\`, on pull requests and as a required check, it stops merges where the policy of a budget asks for it.

  ## GitLab

  Include \`gitlab-freeze-gate.yml\`. These variables of the project steer it:

  | variable | meaning |
  |---|---|
  | \`SIGHTLINE_PROMETHEUS\` | address of the Prometheus that evaluates the rules; required |
  | \`SIGHTLINE_SERVICE\` | ask about these services only, separated by commas |
  | \`SIGHTLINE_FAIL\` | \`open\` lets pass when nobody knows, \`closed\` stops; default \`closed\` |
  | \`SIGHTLINE_BEARER_TOKEN_FILE\`, \`SIGHTLINE_BASIC_AUTH_FILE\`, \`SIGHTLINE_CA_FILE\` | variables of the type file, with what the server asks for |

  ## Without knowledge

  The gate fails closed unless told otherwise: when Prometheus cannot be reached, knows nothing of the service, or sees a
  part of its data, the pipeline stops, and the log says why. With \`fail: open\` it goes on and says so. A budget that is
  known to be spent stops it in both cases.

  \`queries.json\` holds the same questions for other tools, \`status.schema.json\` the shape of the answers.
`);
