import type { k8s } from 'cdk8s-plus-27';

/** The label that Kubernetes gives every namespace: its name. */
export const namespaceLabel = 'kubernetes.io/metadata.name';

/** Addresses that are not the internet: private use (RFC 1918), shared (RFC 6598), loopback and link-local. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];
const privateRanges6 = ['::1/128', 'fc00::/7', 'fe80::/10'];

const internet: readonly k8s.NetworkPolicyPeer[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } },
  { ipBlock: { cidr: '::/0', except: privateRanges6 } },
];

export const blocks = (cidrs: readonly string[]): readonly k8s.NetworkPolicyPeer[] =>
  cidrs.map(cidr => ({ ipBlock: { cidr } }));

/** The host of a URL, of `host:port` or of a bare name. */
const hostOf = (address: string): string => /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:]*)/i.exec(address)?.[1] ?? '';

/**
 * Who is behind an address outside of the stack. A range is itself, `*.svc` every pod, a number that address alone, a Service's name is its namespace
 * (which pods lie behind it, the name does not say), and any other name is the internet: a policy cannot hold names.
 */
export const externalPeers = (address: string): readonly k8s.NetworkPolicyPeer[] => {
  if (/^[0-9a-fA-F.:]+\/[0-9]{1,3}$/.test(address)) return blocks([address]);
  if (/^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(address)) return blocks([`${address}/128`]);
  if (address === '*.svc') return [{ namespaceSelector: {} }];
  const host = hostOf(address);
  if (/^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(host)) return blocks([`${host}/32`]);
  const namespace = /^[a-z0-9.-]+\.([a-z0-9-]+)\.svc(\.cluster\.local)?\.?$/.exec(host)?.[1];
  return namespace === undefined ? internet : [{ namespaceSelector: { matchLabels: { [namespaceLabel]: namespace } } }];
};
