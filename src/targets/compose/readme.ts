import { images } from '../../ir/images.ts';
import type { Workload } from '../../ir/workload.ts';
import { askForSecrets, describeLogin, describeSecrets, neededSecrets } from '../secrets.ts';
import { type ComposeDeployment, hostGateway, publishedPorts } from './layout.ts';
import { applicationNetwork, scrapesHost } from './networks.ts';
import { composeSite } from './site.ts';

const fence = (lines: readonly string[]): string => ['```bash', ...lines, '```'].join('\n');

/** How to start the folder: the commands that work, in their order, and the secrets that must exist first. */
export const composeReadme = (deployment: ComposeDeployment, workloads: readonly Workload[]): string => {
  const { org, options, plan } = deployment;
  const secrets = neededSecrets(workloads);
  const site = composeSite(deployment);
  const directory = options.secretsDirectory;
  const urls = workloads
    .filter(w => publishedPorts(w).some(port => port.audience === 'people'))
    .map(w => `- \`${w.id}\`: ${site.externalUrl(w.id)}${describeLogin(w)}`);
  const intake = workloads.flatMap(w =>
    w.ports
      .filter(port => port.audience === 'intake')
      .map(
        ({ name, port }) =>
          `- \`${w.id}\` ${name}: \`${w.id}:${port}\` in containers, \`${options.bindAddress}:${port}\` on the machine`,
      ),
  );
  const reloading = workloads.filter(w => w.reload !== undefined).map(w => w.id);
  const logs = workloads.flatMap(w =>
    (w.hostLogs ?? []).map(({ hostPath }) => `- \`${w.id}\` reads \`${hostPath}\` as user ${images[w.image].user}`),
  );
  const machine = [
    ...(workloads.some(w => scrapesHost(plan, w.id))
      ? [
          `Jobs that scrape the machine itself use \`${hostGateway}\`: what they scrape must listen on the address of the Docker bridge, not on loopback. For the Docker engine's own metrics write \`"metrics-addr": "172.17.0.1:9323"\` with the bridge's address into \`/etc/docker/daemon.json\`; without it that target is down.`,
        ]
      : []),
    ...(logs.length === 0 ? [] : [`These folders must exist and be readable:\n\n${logs.join('\n')}`]),
  ];
  const sections = [
    `# ${org} with Docker Compose`,
    'Needs Docker Engine 20.10 or newer and Docker Compose 2.20 or newer on Linux.',
    `The watched services reach the stack, and are reached by it under their names, in the network \`${applicationNetwork(deployment)}\`${options.applicationNetwork === undefined ? ', which the stack creates' : ', which must exist'}.`,
    ...(secrets.length === 0
      ? []
      : [
          '## Secrets',
          `One file each in \`${directory}\`, without a final newline. The containers do not run as root and see the files with the permissions they have here: the files must be readable for everybody, the folder for you alone.`,
          describeSecrets(secrets),
          fence([...askForSecrets(directory, secrets), `chmod 644 ${directory}/*`]),
        ]),
    '## Start',
    fence(['docker compose up --detach', 'docker compose ps --all']),
    ...(reloading.length === 0
      ? []
      : [
          'After a change of configuration, start again as above; what can reload is then told to:',
          fence([`docker compose kill --signal HUP ${reloading.join(' ')}`]),
        ]),
    ...(machine.length === 0 ? [] : ['## The machine', ...machine]),
    ...(urls.length === 0 ? [] : ['## Open', urls.join('\n')]),
    ...(intake.length === 0 ? [] : ['## Send to', intake.join('\n')]),
  ];
  return `${sections.join('\n\n')}\n`;
};
