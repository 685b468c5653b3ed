#!/bin/sh
# Brings a desk live on a fresh Debian by typing what docs/operator.md says, line by line, and stops the time. The Debian
# is made in FOLDER and booted by its own systemd, in a container; api.telegram.org is the playground, on loopback.
#
#   deploy/machine/try.sh FOLDER
#
# As root on a Debian with debootstrap and systemd-container, after `make demo` or `make test` has made .venv. The fresh
# Debian is kept in FOLDER/fresh for the next time, what was made of it in FOLDER/machine.
set -eu

[ "$(id -u)" = 0 ] || { echo "To boot a machine needs root: sudo $0 $*" >&2; exit 2; }
for command in debootstrap systemd-nspawn nsenter; do
    command -v $command >/dev/null || { echo "$command is missing: apt-get install debootstrap systemd-container" >&2; exit 2; }
done
source=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
machine=$folder/machine

if [ ! -e "$folder/fresh.done" ]; then
    rm -rf --one-file-system "$folder/fresh"
    debootstrap --include=systemd-sysv,dbus,ca-certificates bookworm "$folder/fresh" > "$folder/debootstrap.log"
    touch "$folder/fresh.done"
fi
rm -rf --one-file-system "$machine"
cp -a "$folder/fresh" "$machine"
echo desk > "$machine/etc/hostname"
# How packages are reached from here is how they are reached from there.
for file in /etc/pip.conf /etc/ssl/certs/ca-certificates.crt /etc/apt/apt.conf.d/99*; do
    if [ -e "$file" ]; then cp "$file" "$machine$file"; fi
done

systemd-nspawn --quiet --directory="$machine" --boot --register=no --keep-unit --console=pipe \
    --resolv-conf=copy-host < /dev/null > "$folder/boot.log" 2>&1 &
container=$!
trap 'kill -TERM $container; wait $container || true' EXIT
tries=0
until leader=$(pgrep --parent $container) && nsenter --target "$leader" --all systemctl is-active --quiet multi-user.target 2> /dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 120 ] || { echo "It does not boot: $folder/boot.log says why" >&2; exit 1; }
    sleep 0.5
done
cd "$source"
"$source/.venv/bin/python" -m tests.machine "$folder" -- nsenter --target "$leader" --all 
