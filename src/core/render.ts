import { type JsonValue, renderJson } from './json.ts';
import { renderYaml } from './yaml.ts';

/** The text of a file body. `stream` bodies are lists of YAML documents. */
export const renderBody = (format: 'yaml' | 'json' | 'text' | 'stream', body: JsonValue): string => {
  switch (format) {
    case 'json':
      return renderJson(body);
    case 'yaml':
      return renderYaml(body);
    case 'stream':
      return (Array.isArray(body) ? body : [body]).map(document => renderYaml(document)).join('---\n');
    case 'text':
      return typeof body === 'string' ? body : renderJson(body);
  }
};
