#!/bin/bash
# Says which of the named programs are missing on PATH, all at once; used with TOOLS=path.
set -euo pipefail

missing=()
for program in "$@"; do
  # Debian installs alertmanager as prometheus-alertmanager and node_exporter as prometheus-node-exporter.
  command -v "$program" > /dev/null || command -v "prometheus-${program//_/-}" > /dev/null || missing+=("$program")
done
if [ ${#missing[@]} -gt 0 ]; then
  {
    echo "not on PATH: ${missing[*]}"
    echo 'Install them, or run make without TOOLS=path on a system with apt to have them fetched into .tools.'
  } >&2
  exit 1
fi
