import { describe, expect, test } from 'vitest';
import type { LsclPipeline } from '../../src/elastic/lscl.ts';
import { pipelines, pipelinesYaml } from '../../src/elastic/pipelines.ts';
import { parsePipeline } from './lscl-parser.ts';
import { fair, log, model, service, site } from './stack-fixture.ts';

const parsed = (of = fair, hostLogs = true): Readonly<Record<string, LsclPipeline>> =>
  Object.fromEntries(pipelines(of, site({ hostLogs })).map(({ id, text }) => [id, parsePipeline(text)]));

const text = (id: string, of = fair, hostLogs = true): string =>
  pipelines(of, site({ hostLogs })).find(pipeline => pipeline.id === id)?.text ?? '';

describe('Logstash pipelines', () => {
  test('one intake, one per dataset, one for the rest', () => {
    expect(pipelinesYaml(pipelines(fair, site({})))).toEqual([
      { 'pipeline.id': 'intake', 'path.config': '/usr/share/logstash/pipeline/intake.conf', 'queue.type': 'memory' },
      {
        'pipeline.id': 'carousel.motor',
        'path.config': '/usr/share/logstash/pipeline/carousel.motor.conf',
        'queue.type': 'persisted',
      },
      {
        'pipeline.id': 'tickets.app',
        'path.config': '/usr/share/logstash/pipeline/tickets.app.conf',
        'queue.type': 'persisted',
      },
      {
        'pipeline.id': 'unrouted',
        'path.config': '/usr/share/logstash/pipeline/unrouted.conf',
        'queue.type': 'persisted',
      },
    ]);
  });

  test('the intake routes by known datasets and nothing else', () => {
    expect(text('intake')).toBe(`input {
  tcp {
    port => 5000
    codec => "json_lines"
  }
}

output {
  if [dataset] == "carousel.motor" {
    pipeline {
      send_to => ["carousel.motor"]
    }
  } else if [dataset] == "tickets.app" {
    pipeline {
      send_to => ["tickets.app"]
    }
  } else {
    pipeline {
      send_to => ["unrouted"]
    }
  }
}
`);
  });

  test('a dataset has its inputs, filters and data stream', () => {
    expect(text('tickets.app')).toBe(`input {
  pipeline {
    address => "tickets.app"
  }
  file {
    path => ["/host/var/log/tickets/*.log"]
    codec => "json"
    start_position => "beginning"
    sincedb_path => "/usr/share/logstash/data/sincedb-tickets.app-1"
  }
}

filter {
  date {
    match => ["[timestamp]", "ISO8601"]
    target => "@timestamp"
    remove_field => ["[timestamp]"]
  }
  if [level] {
    mutate {
      rename => {
        "[level]" => "[log][level]"
      }
    }
    mutate {
      lowercase => ["[log][level]"]
    }
    mutate {
      gsub => ["[log][level]", "^warn$", "warning", "[log][level]", "^fatal$", "critical"]
    }
    translate {
      source => "[log][level]"
      target => "[severity_number]"
      dictionary => {
        "debug" => "5"
        "info" => "9"
        "warning" => "13"
        "error" => "17"
        "critical" => "21"
      }
    }
    mutate {
      convert => {
        "[severity_number]" => "integer"
      }
    }
  }
  if [logger] {
    mutate {
      rename => {
        "[logger]" => "[log][logger]"
      }
    }
  }
  if [trace_id] {
    mutate {
      rename => {
        "[trace_id]" => "[trace][id]"
      }
    }
  }
  if [span_id] {
    mutate {
      rename => {
        "[span_id]" => "[span][id]"
      }
    }
  }
  mutate {
    remove_field => ["[headers][authorization]", "[headers][Authorization]", "[headers.authorization]", "[headers.Authorization]"]
  }
  if [visitor] {
    fingerprint {
      source => ["[visitor]"]
      target => "[visitor]"
      method => "SHA256"
      key => "\${LOG_FINGERPRINT_KEY}"
    }
  }
  if [card][holder] {
    fingerprint {
      source => ["[card][holder]"]
      target => "[card][holder]"
      method => "SHA256"
      key => "\${LOG_FINGERPRINT_KEY}"
    }
  }
  mutate {
    remove_field => ["[dataset]"]
  }
}

output {
  elasticsearch {
    hosts => ["http://elasticsearch:9200"]
    user => "logstash_writer"
    password => "\${ES_PASSWORD}"
    ecs_compatibility => "v8"
    data_stream => true
    data_stream_type => "logs"
    data_stream_dataset => "tickets.app"
    data_stream_namespace => "staging"
    data_stream_auto_routing => false
  }
}
`);
  });

  test.each(Object.keys(parsed()))('%s decodes JSON at most once and builds no index name from an event', id => {
    const source = text(id);
    expect(source).not.toMatch(/\bjson \{/);
    expect(source).not.toContain('%{');
    const decoders =
      parsed()[id]?.input.filter(({ attributes }) => attributes.some(([name]) => name === 'codec')) ?? [];
    const receivers = parsed()[id]?.input.filter(({ name }) => name === 'pipeline') ?? [];
    expect(decoders.length + receivers.length).toBe(parsed()[id]?.input.length);
  });

  test('an event time in @timestamp is left to Logstash', () => {
    expect(text('carousel.motor')).not.toContain('date {');
  });

  test('files are read only where the stack sees them', () => {
    expect(text('tickets.app', fair, false)).not.toContain('file {');
  });

  test('a dataset that comes only from files has no pipeline where the stack sees none', () => {
    const files = model({
      services: [service({ logs: [log({ inputs: [{ kind: 'file', path: '/srv/logs/a.log' }] })] })],
    });
    expect(Object.keys(parsed(files, true))).toEqual(['intake', 'tickets.app', 'unrouted']);
    expect(Object.keys(parsed(files, false))).toEqual(['intake', 'unrouted']);
    expect(text('intake', files)).toContain('output {\n  pipeline {\n    send_to => ["unrouted"]');
  });
});
