#!/bin/sh
# Prepares Elasticsearch for logs and traces; safe to run again.
set -eu
umask 077

url='http://elasticsearch:9200'
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The first line of a secret, escaped for a JSON string or a quoted curl setting.
escaped() {
  if [ ! -s "$1" ]; then
    echo "The secret file $1 is missing or empty." >&2
    exit 1
  fi
  sed -n -e 's/[\\"]/\\&/g' -e 1p "$1"
}

password=$(escaped '/run/secrets/elasticsearch-password')
printf 'user = "elastic:%s"\n' "$password" > "$work/curl.conf"

request() {
  curl --silent --show-error --fail-with-body --max-time 30 --config "$work/curl.conf" "$@"
}

# send METHOD API FILE
send() {
  echo "$1 /$2"
  request --request "$1" --header 'Content-Type: application/json' --data-binary "@$3" --output "$work/answer" "$url/$2" || {
    cat "$work/answer" >&2
    exit 1
  }
}

# account API ROLES FILE: sets the password in FILE
account() {
  password=$(escaped "$3")
  printf '{%s"password":"%s"}\n' "$2" "$password" > "$work/account.json"
  send POST "$1" "$work/account.json"
}

attempt=0
until request --output "$work/health" "$url/_cluster/health?wait_for_status=yellow&timeout=10s" 2> "$work/error"; do
  attempt=$((attempt + 1))
  if [ "$attempt" -ge 150 ]; then
    cat "$work/error" >&2
    exit 1
  fi
  sleep 2
done

send PUT '_ilm/policy/sightline-logs' "$here"/'lifecycle-logs.json'
send PUT '_ilm/policy/sightline-traces' "$here"/'lifecycle-traces.json'
send PUT '_component_template/sightline-logs-common' "$here"/'component-common.json'
send PUT '_component_template/sightline-logs-bakhmach.app' "$here"/'component-bakhmach.app.json'
send PUT '_component_template/sightline-logs-xionimus.backend' "$here"/'component-xionimus.backend.json'
send PUT '_index_template/sightline-logs-bakhmach.app' "$here"/'template-bakhmach.app.json'
send PUT '_index_template/sightline-logs-xionimus.backend' "$here"/'template-xionimus.backend.json'
send PUT '_index_template/sightline-logs-unrouted' "$here"/'template-unrouted.json'
send PUT '_security/role/logstash_writer' "$here"/'role-logstash_writer.json'
send PUT '_security/role/grafana_reader' "$here"/'role-grafana_reader.json'
send PUT '_security/role/elasticsearch_monitor' "$here"/'role-elasticsearch_monitor.json'
send PUT '_security/role/jaeger_writer' "$here"/'role-jaeger_writer.json'
account '_security/user/kibana_system/_password' '' '/run/secrets/kibana-system-password'
account '_security/user/logstash_writer' '"roles":["logstash_writer"],' '/run/secrets/logstash-writer-password'
account '_security/user/grafana_reader' '"roles":["grafana_reader"],' '/run/secrets/grafana-reader-password'
account '_security/user/elasticsearch_monitor' '"roles":["elasticsearch_monitor"],' '/run/secrets/elasticsearch-monitor-password'
account '_security/user/jaeger_writer' '"roles":["jaeger_writer"],' '/run/secrets/jaeger-writer-password'
