import { compareText } from '../core/diagnostic.ts';
import type { HostMount } from '../ir/workload.ts';
import type { LogModel, Model } from '../model/model.ts';

/** One dataset and the service whose lines it holds. */
export interface LogStream {
  readonly service: string;
  readonly log: LogModel;
}

/** Dataset of the events that name no known dataset. */
export const unroutedDataset = 'unrouted';

/** Every dataset of the stack, by name. */
export const logStreams = (model: Model): readonly LogStream[] =>
  model.services
    .flatMap(service => service.logs.map(log => ({ service: service.id, log })))
    .sort((a, b) => compareText(a.log.dataset, b.log.dataset));

/** Whether the stack needs Elasticsearch: some service has logs. */
export const needsElasticsearch = (model: Model): boolean => model.services.some(service => service.logs.length > 0);

/** Whether some service has traces: they are stored in the same Elasticsearch. */
export const hasTraces = (model: Model): boolean => model.services.some(service => service.traces.length > 0);

/** Whether fields are hashed, which takes a key. */
export const hasPersonalFields = (streams: readonly LogStream[]): boolean =>
  streams.some(({ log }) => log.personal.length > 0);

export const takesTcp = ({ log }: LogStream): boolean => log.inputs.some(input => input.kind === 'tcp');

/** Host paths stay recognisable below one directory, and hide nothing of the image. */
const hostRoot = '/host';

/** Where Logstash sees a glob of the host. */
export const mountedPath = (hostGlob: string): string => `${hostRoot}${hostGlob}`;

/** The longest directory of a glob that holds no wildcard. */
const literalDirectory = (glob: string): string => {
  const wildcard = glob.search(/[*?[{]/);
  const literal = wildcard === -1 ? glob : glob.slice(0, wildcard);
  return literal.slice(0, Math.max(literal.lastIndexOf('/'), 1));
};

/** The host's log directories, each once, without those inside another. */
export const logMounts = (streams: readonly LogStream[]): readonly HostMount[] => {
  const globs = streams.flatMap(({ log }) => log.inputs.flatMap(input => (input.kind === 'file' ? [input.path] : [])));
  const directories = [...new Set(globs.map(literalDirectory))].sort(compareText);
  const outer = directories.filter(
    directory =>
      !directories.some(other => other !== directory && directory.startsWith(other === '/' ? other : `${other}/`)),
  );
  return outer.map((directory, index) => ({
    name: `logs-${index}`,
    hostPath: directory,
    mountPath: mountedPath(directory),
  }));
};
