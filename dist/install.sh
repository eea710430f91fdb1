#!/bin/sh
# Installs the program `audit`: takes the archive of a release for this system, checks its sum, and puts the program into a folder.
#
#   AUDIT_VERSION   which release; @VERSION@ unless it is set
#   AUDIT_DOWNLOAD  where its archives are; the releases of the project unless it is set
#   AUDIT_BIN       the folder for the program; ~/.local/bin unless it is set
set -eu

version=${AUDIT_VERSION:-@VERSION@}
download=${AUDIT_DOWNLOAD:-@REPOSITORY@/releases/download/v$version}
bin=${AUDIT_BIN:-$HOME/.local/bin}

fail() {
    printf 'install.sh: %s\n' "$*" >&2
    exit 1
}

case $(uname -s) in
    Linux) system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    *) fail "there is no program for $(uname -s) here; cargo install builds one" ;;
esac
case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no program for $(uname -m); cargo install builds one" ;;
esac
archive=audit-$machine-$system.tar.gz

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in "$archive" "$archive.sha256"; do
    curl --fail --silent --show-error --location --output "$scratch/$file" "$download/$file" ||
        fail "$download/$file could not be had"
done
cd "$scratch"
if command -v sha256sum >/dev/null; then
    sha256sum --check --status "$archive.sha256" || fail "$archive is not what was released: its sum differs"
else
    shasum --algorithm 256 --check --status "$archive.sha256" || fail "$archive is not what was released: its sum differs"
fi
tar -xzf "$archive"
mkdir -p "$bin"
# A program that runs can't be written over, but its name can be given to another.
cp audit "$bin/.audit.new"
chmod 755 "$bin/.audit.new"
mv -f "$bin/.audit.new" "$bin/audit"
printf 'installed %s as %s\n' "$("$bin/audit" --version | head -n 1)" "$bin/audit"
case :$PATH: in
    *":$bin:"*) ;;
    *) printf 'add %s to your PATH to call it by its name\n' "$bin" ;;
esac
