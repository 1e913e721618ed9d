#!/bin/bash
# Fetches command line tools from a Debian suite into a private folder. No root, nothing installed.
#
#   scripts/fetch-tools.sh [--with-libraries] SUITE DIR PACKAGE...
#
# DIR/root is the unpacked tree, DIR/bin holds one entry per program under its upstream name
# (Debian's prometheus-node-exporter is DIR/bin/node_exporter).
#
# SUITE is a suite name, or `system` for the suite of the machine itself. With --with-libraries the libraries
# that the machine lacks are fetched too; that is only sound with `system`, whose libc is the one running.
#
# Trust comes from apt: the suite's Release file is verified with the Debian keys already on the machine, and
# every package with the hashes in it. scripts/tools.sha256 records what was fetched when the project was last
# tested; a difference (a point release, another architecture) is reported and accepted.
#
# TOOLS_MIRROR overrides the mirror, which is otherwise the one that the machine's own apt sources name.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
fail() { printf 'fetch-tools: %s\n' "$@" >&2; exit 1; }

libraries=no
if [ "${1:-}" = --with-libraries ]; then libraries=yes; shift; fi
[ $# -ge 3 ] || fail 'usage: fetch-tools.sh [--with-libraries] SUITE DIR PACKAGE...'
suite=$1 dir=$2
shift 2

mkdir -p "$dir/root" "$dir/bin"
dir=$(cd "$dir" && pwd)
request="$suite $libraries $*"
stamp="$dir/fetched-$(printf '%s' "$request" | cksum | cut -d ' ' -f 1)"

# Complete means: fetched by this very request, and every program still there.
complete() {
  [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$request" ] || return 1
  while read -r program; do [ -x "$dir/bin/$program" ] || return 1; done < <(sed -n 's/^program //p' "$stamp")
}
if complete; then exit 0; fi
# Another run may be fetching into the same folder; then there is nothing left to do once it has ended.
if command -v flock > /dev/null; then exec 9> "$dir/lock"; flock 9; fi
if complete; then exit 0; fi

for program in apt-get dpkg dpkg-deb sha256sum; do
  command -v "$program" > /dev/null || fail \
    "this machine has no $program, so the tools cannot be fetched." \
    'Install them yourself and run make with TOOLS=path, which uses what is on PATH:' \
    '  macOS     brew install prometheus alertmanager node_exporter kubernetes-cli, and blackbox_exporter from its release page' \
    '  Fedora    dnf install golang-github-prometheus golang-github-prometheus-alertmanager golang-github-prometheus-node-exporter' \
    '  elsewhere the releases at https://prometheus.io/download/ and https://kubernetes.io/docs/tasks/tools/' \
    'Programs needed: promtool amtool prometheus alertmanager blackbox_exporter node_exporter kubectl'
done

keyring=
for candidate in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp; do
  if [ -r "$candidate" ]; then keyring=$candidate; break; fi
done
[ -n "$keyring" ] || fail 'the keys of the Debian archive are not on this machine.' \
  'Install them with `apt-get install debian-archive-keyring` (Debian and Ubuntu both have it).'

# The unpacked programs of trixie and later are linked to libc 2.34 or newer.
libc=$(getconf GNU_LIBC_VERSION 2> /dev/null | cut -d ' ' -f 2 || true)
if [ -n "$libc" ] && [ "$(printf '%s\n2.34\n' "$libc" | sort -V | head -n 1)" != 2.34 ]; then
  fail "this machine has libc $libc; the tools need 2.34 or newer (Debian 12, Ubuntu 22.04)."
fi

os_release() { sed -n "s/^$1=\"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" /etc/os-release; }
codename=$(os_release VERSION_CODENAME)
if [ "$suite" = system ]; then
  [ "$(os_release ID)" = debian ] || fail "the servers come from Debian's own suite; this machine runs $(os_release ID)." \
    'Install redis-server, postgresql, mariadb-server, nginx and chromium with your package manager and run make with TOOLS=path.'
  [ -n "$codename" ] || fail 'VERSION_CODENAME is missing in /etc/os-release.'
  suite=$codename
fi

# The mirror of the machine's own release; failing that any Debian mirror it names; failing that Debian's own.
mirror=${TOOLS_MIRROR:-}
if [ -z "$mirror" ]; then
  known=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 2> /dev/null | sort -u || true)
  mirror=$(awk -v release="$codename" '$1 == release && $2 ~ /debian/ { print $2; exit }' <<< "$known")
  if [ -z "$mirror" ]; then mirror=$(awk '$2 ~ /\/debian\/?$/ { print $2; exit }' <<< "$known"); fi
  if [ -z "$mirror" ]; then mirror=http://deb.debian.org/debian; fi
fi

work=$(mktemp -d "$dir/apt.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/parts" "$work/debs"

# Packages count as installed only when their libraries are to be used.
: > "$work/state/status"
if [ "$libraries" = yes ] && [ -r /var/lib/dpkg/status ]; then cp /var/lib/dpkg/status "$work/state/status"; fi

printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" > "$work/sources.list"
cat > "$work/apt.conf" << END
Dir::State "$work/state";
Dir::State::status "$work/state/status";
Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$work/parts";
APT::Architectures { "$(dpkg --print-architecture)"; };
APT::Sandbox::User "root";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
END
private_apt() { DEBIAN_FRONTEND=noninteractive apt-get -c "$work/apt.conf" -qq -y "$@" < /dev/null; }

echo "fetching from $suite ($mirror): $*"
private_apt update > "$work/log" 2>&1 || true
# apt reports a failed signature as a warning when it has older lists; here there are none, so this is the test.
if ! ls "$work"/state/lists/*Packages* > /dev/null 2>&1; then
  cat "$work/log" >&2
  if grep -q -e NO_PUBKEY -e 'not signed' -e 'Missing key' "$work/log"; then
    fail "the keys in $keyring do not cover $suite." 'Upgrade the package debian-archive-keyring and try again.'
  fi
  fail "the package lists of $suite could not be fetched from $mirror." 'Check the network, or set TOOLS_MIRROR to a mirror that you can reach.'
fi

# `postgresql` only names `postgresql-15`, which may be installed already and would then not be fetched.
if [ "$libraries" = yes ]; then
  named=()
  for package in "$@"; do
    versioned=$(apt-cache -c "$work/apt.conf" depends "$package" | sed -n "s/^ *Depends: \($package-[0-9]*\)\$/\1/p")
    named+=("${versioned:-$package}")
  done
  set -- "${named[@]}"
fi

# A moving suite can drop a version between the list and the download: the lists are then a minute old, not wrong.
download() {
  if [ "$libraries" = yes ]; then
    private_apt install --download-only --reinstall "$@" && cp "$work"/cache/archives/*.deb "$work/debs/"
  else
    (cd "$work/debs" && private_apt download "$@")
  fi
}
if ! download "$@" > "$work/log" 2>&1; then
  private_apt update > /dev/null 2>&1 || true
  download "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "the packages could not be fetched from $mirror."; }
fi

cd "$work/debs"
sha256sum -- *.deb > "$work/sums"
while read -r sum file; do
  expected=$(awk -v file="$file" '$2 == file { print $1 }' "$here/tools.sha256" 2> /dev/null || true)
  if [ -z "$expected" ]; then
    case $suite in
      trixie) echo "  note: $file is not the version recorded in scripts/tools.sha256 (accepted: signed by Debian)" ;;
    esac
  elif [ "$expected" != "$sum" ]; then
    echo "  note: $file differs from its checksum in scripts/tools.sha256 (accepted: signed by Debian)"
  fi
done < "$work/sums"

for deb in *.deb; do dpkg-deb -x "$deb" "$dir/root"; done

# Libraries lie in the folder of the architecture and, for a package's own ones, one level below it.
library_path=
if [ "$libraries" = yes ]; then
  while read -r folder; do library_path="$library_path:\$root/$folder"; done \
    < <(cd "$dir/root" && find usr/lib/*-linux-gnu* lib/*-linux-gnu* -name 'lib*.so*' -printf '%h\n' 2> /dev/null | sort -u)
fi

# One entry in bin per program; a program that brought its own libraries is started with them.
enter() {
  local program=$1 name
  name=$(basename "$program")
  case $name in
    prometheus-*-exporter) name=${name#prometheus-}; name=${name%-exporter}_exporter ;;
    prometheus-*) name=${name#prometheus-} ;;
  esac
  echo "program $name" >> "$work/programs"
  rm -f "$dir/bin/$name"
  if [ "$libraries" = yes ]; then
    printf '#!/bin/sh\nroot=$(dirname "$(readlink -f "$0")")/../root\nLD_LIBRARY_PATH="%s" exec "$root/%s" "$@"\n' \
      "${library_path#:}" "$program" > "$dir/bin/$name"
    chmod +x "$dir/bin/$name"
  else
    ln -s "../root/$program" "$dir/bin/$name"
  fi
}

# Debian keeps some programs outside usr/bin, behind a shell script with fixed paths: those are entered directly,
# and after their script, because usr/lib sorts after usr/bin.
programs='^(usr/)?s?bin/[^/]+$|^usr/lib/postgresql/[0-9]+/bin/[^/]+$|^usr/lib/chromium/chromium-headless-shell$'
for deb in *.deb; do
  case " $* " in
    *" $(dpkg-deb -f "$deb" Package) "*) ;;
    *) continue ;;
  esac
  while read -r program; do enter "$program"; done \
    < <(dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's,^\./,,' | grep -E "$programs" | sort)
done

grep -v -x -F -f "$work/sums" "$dir/SHA256SUMS" > "$work/kept" 2> /dev/null || true
sort -k 2 "$work/kept" "$work/sums" > "$dir/SHA256SUMS"
{
  echo "$request"
  for deb in *.deb; do dpkg-deb -W --showformat '${Package} ${Version}\n' "$deb"; done
  sort -u "$work/programs"
} > "$work/stamp"
mv "$work/stamp" "$stamp"
