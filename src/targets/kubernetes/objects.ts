import { ApiObject, App, Chart } from 'cdk8s';
import { isJsonObject, type JsonObject } from '../../core/json.ts';

/**
 * The objects that `author` adds to a chart, in the order in which it adds them.
 *
 * They are taken from the tree directly: `app.synth()` would write files, and cdk8s' own ordering takes exponential
 * time in the number of dependencies. Every object has its name given, so that no name depends on the tree.
 */
export const objectsOf = (author: (chart: Chart) => void): readonly JsonObject[] => {
  const app = new App();
  author(new Chart(app, 'stack'));
  return app.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .flatMap(object => {
      const json: unknown = object.toJson();
      return isJsonObject(json) ? [json] : [];
    });
};
