/** What a discovery says of one target, as its documentation has it, and what must become of it. */
export interface SampleTarget {
  readonly sentence: string;
  readonly job: string;
  readonly target: 'kubernetes' | 'compose';
  readonly address: string;
  /** Labels that the discovery gives, `__meta_` ones above all. */
  readonly given: Readonly<Record<string, string>>;
  /** Labels beyond the contract, or undefined when the target must be dropped. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

const pod = {
  __meta_kubernetes_namespace: 'press',
  __meta_kubernetes_pod_name: 'belt-7',
  __meta_kubernetes_pod_ip: '10.1.2.3',
  __meta_kubernetes_pod_phase: 'Running',
  __meta_kubernetes_pod_node_name: 'node-4',
  __meta_kubernetes_pod_container_port_number: '9100',
  __meta_kubernetes_pod_label_app_kubernetes_io_version: '1.4.2',
  __meta_kubernetes_pod_label_app_kubernetes_io_component: 'belt',
  // A pod may call itself what it likes: the labels of the contract stay those of the job.
  __meta_kubernetes_pod_label_service: 'impostor',
  __meta_kubernetes_pod_annotation_prometheus_io_scrape: 'true',
  __meta_kubernetes_pod_annotation_orchard_example_shift: 'early-3',
};

const slice = {
  __meta_kubernetes_namespace: 'press',
  __meta_kubernetes_endpointslice_name: 'press-x7',
  __meta_kubernetes_endpointslice_port: '8443',
  __meta_kubernetes_endpointslice_port_name: 'metrics',
  __meta_kubernetes_endpointslice_endpoint_node_name: 'node-2',
  __meta_kubernetes_service_name: 'press',
};

const task = {
  __meta_dockerswarm_task_desired_state: 'running',
  __meta_dockerswarm_node_hostname: 'swarm-1',
  __meta_dockerswarm_service_label_metrics: 'yes',
};

/** One target of each discovery, and some that must not be scraped. */
export const sampleTargets: readonly SampleTarget[] = [
  {
    sentence: 'a pod with the annotation carries what was taken from it',
    job: 'press-pods',
    target: 'kubernetes',
    address: '10.1.2.3:9100',
    given: pod,
    labels: { node: 'node-4', version: '1.4.2', crew: 'early', pod: 'belt-7', fruit: 'apple' },
  },
  {
    sentence: 'a pod that has ended is dropped',
    job: 'press-pods',
    target: 'kubernetes',
    address: '10.1.2.3:9100',
    given: { ...pod, __meta_kubernetes_pod_phase: 'Succeeded' },
    labels: undefined,
  },
  {
    sentence: 'a pod without the annotation is dropped',
    job: 'press-pods',
    target: 'kubernetes',
    address: '10.1.2.3:9100',
    given: { ...pod, __meta_kubernetes_pod_annotation_prometheus_io_scrape: '' },
    labels: undefined,
  },
  {
    sentence: 'another port of the pod is dropped',
    job: 'press-pods',
    target: 'kubernetes',
    address: '10.1.2.3:8080',
    given: { ...pod, __meta_kubernetes_pod_container_port_number: '8080' },
    labels: undefined,
  },
  {
    sentence: 'a canary is dropped',
    job: 'press-pods',
    target: 'kubernetes',
    address: '10.1.2.3:9100',
    given: { ...pod, __meta_kubernetes_pod_label_app_kubernetes_io_component: 'canary' },
    labels: undefined,
  },
  {
    sentence: 'an endpoint of a slice knows its node',
    job: 'press-endpoints',
    target: 'kubernetes',
    address: '10.1.2.9:8443',
    given: slice,
    labels: { node: 'node-2' },
  },
  {
    sentence: 'another port of a slice is dropped',
    job: 'press-endpoints',
    target: 'kubernetes',
    address: '10.1.2.9:8080',
    given: { ...slice, __meta_kubernetes_endpointslice_port_name: 'http' },
    labels: undefined,
  },
  {
    sentence: 'a node is scraped on the port that was meant',
    job: 'nodes',
    target: 'kubernetes',
    address: '10.9.0.4:10250',
    given: { __meta_kubernetes_node_name: 'node-4', __meta_kubernetes_node_address_InternalIP: '10.9.0.4' },
    labels: { node: 'node-4', instance: '10.9.0.4:9100' },
  },
  {
    sentence: 'a service is a target',
    job: 'doors',
    target: 'kubernetes',
    address: 'press.press.svc:8443',
    given: { __meta_kubernetes_namespace: 'press', __meta_kubernetes_service_name: 'press' },
    labels: {},
  },
  {
    sentence: 'an ingress is a target',
    job: 'entries',
    target: 'kubernetes',
    address: 'press.orchard.example:80',
    given: { __meta_kubernetes_ingress_host: 'press.orchard.example' },
    labels: {},
  },
  {
    sentence: 'a task of a swarm knows its node',
    job: 'swarm',
    target: 'compose',
    address: '10.0.0.5:9323',
    given: task,
    labels: { node: 'swarm-1' },
  },
  {
    sentence: 'a task that has ended is dropped',
    job: 'swarm',
    target: 'compose',
    address: '10.0.0.5:9323',
    given: { ...task, __meta_dockerswarm_task_desired_state: 'shutdown' },
    labels: undefined,
  },
  {
    sentence: 'a fixed address keeps its labels and names its host',
    job: 'barn',
    target: 'compose',
    address: 'scale.orchard.example:9100',
    given: { place: 'barn' },
    labels: { place: 'barn', node: 'scale.orchard.example' },
  },
  {
    sentence: 'a target of a file keeps the labels of the file',
    job: 'sheds',
    target: 'compose',
    address: '192.0.2.20:9100',
    given: { shed: 'north', team: 'somebody', __meta_filepath: '/etc/prometheus/sheds/a.json' },
    labels: { shed: 'north' },
  },
  {
    sentence: 'a target of a server cannot claim to be another job or another team',
    job: 'hives',
    target: 'compose',
    address: '10.20.1.1:9100',
    given: {
      hive_colour: 'red',
      hive_team: 'bees',
      hive_job: 'other',
      __meta_url: 'https://inventory.orchard.example',
    },
    labels: { colour: 'red', hive_colour: 'red', hive_team: 'bees', hive_job: 'other' },
  },
  {
    sentence: 'an address behind a name is a target',
    job: 'wells',
    target: 'compose',
    address: '192.0.2.31:9100',
    given: { __meta_dns_name: 'wells.orchard.example' },
    labels: {},
  },
  {
    sentence: 'an instance in EC2 is its own node and carries its tags',
    job: 'trucks',
    target: 'compose',
    address: '10.30.0.9:9100',
    given: {
      __meta_ec2_instance_id: 'i-0123456789',
      __meta_ec2_instance_type: 't4g.small',
      __meta_ec2_tag_driver: 'ilze',
    },
    labels: { node: 'i-0123456789', size: 't4g.small', driver: 'ilze' },
  },
  {
    sentence: 'a service in Consul knows its node',
    job: 'depots',
    target: 'compose',
    address: '192.0.2.40:9100',
    given: { __meta_consul_node: 'depot-1', __meta_consul_service: 'depot', __meta_consul_tags: ',primary,' },
    labels: { node: 'depot-1' },
  },
];
