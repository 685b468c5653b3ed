#!/bin/sh
# Does what the Containerfile says without a container engine, as root on Linux: builds the wheel, installs it into a
# folder, and runs the program there as nobody in particular (uid 10001), without capabilities, in a root that cannot be
# written to, with only /data and /tmp for its own.
#
#   deploy/image/try.sh FOLDER                  builds everything into FOLDER, and tries it
#   deploy/image/try.sh FOLDER handschlag …     runs a command in what was built
#
# The root's Python and libraries are this machine's, mounted read-only; in the image they are Debian's.
set -eu

[ "$(id -u)" = 0 ] || { echo "A root file system of one's own needs root: sudo $0 $*" >&2; exit 2; }
source=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift
python=${PYTHON:-$source/.venv/bin/python}
app=$folder/app

if [ ! -x "$app/bin/handschlag" ]; then
    rm -rf "$app" "$folder/dist"
    (cd "$source" && "$python" -m hatchling build --target wheel --directory "$folder/dist")
    base=$("$python" -c 'import sys; print(sys.base_prefix)')
    PYTHON=$base/bin/python3 sh "$source/deploy/image/install.sh" "$app" "$folder"/dist/*.whl "$source/requirements.lock"
fi
mkdir -p "$folder/root" "$folder/data"
chown 10001:10001 "$folder/data"
chmod 0700 "$folder/data"
base=$("$app/bin/python" -c 'import sys; print(sys.base_prefix)')
export folder app base

# In a mount namespace of its own: what is mounted is gone with the last process in it.
inside() {
    unshare --mount --pid --fork --propagation private sh -eu -c '
        root=$folder/root
        mount -t tmpfs -o mode=0755 none "$root"
        cd "$root"
        mkdir -p etc data tmp proc dev usr
        mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=64m none tmp
        mkdir -p ".$app" ".$base"
        for place in bin lib lib64 sbin; do
            if [ -h "/$place" ]; then cp -P "/$place" "$place"; elif [ -e "/$place" ]; then mkdir "$place"; fi
        done
        for place in usr bin lib lib64 sbin "$base" "$app"; do
            place=./${place#/}
            if [ -d "$place" ] && [ ! -h "$place" ]; then
                mount --bind "/$place" "$place"
                mount -o remount,bind,ro,nosuid "$place"
            fi
        done
        for place in resolv.conf hosts nsswitch.conf ssl ld.so.cache localtime; do
            if [ -e "/etc/$place" ]; then cp -rL "/etc/$place" etc/; fi
        done
        echo "handschlag:x:10001:10001::/nonexistent:/usr/sbin/nologin" > etc/passwd
        mount --bind "$folder/data" data
        mount -o remount,bind,nosuid,nodev,noexec data
        mount -t proc -o nosuid,nodev,noexec none proc
        for place in null zero urandom; do touch "dev/$place"; mount --bind "/dev/$place" "dev/$place"; done
        mount -o remount,ro "$root"
        exec chroot "$root" /usr/bin/env -i PATH="$app/bin:/usr/bin:/bin" HOME=/nonexistent LANG=C.UTF-8 \
            PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MPLCONFIGDIR=/tmp/matplotlib \
            HANDSCHLAG_DATABASE_URL=sqlite:////data/handschlag.db $(env | grep "^HANDSCHLAG_" | tr "\n" " ") \
            /usr/bin/setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all \
            --inh-caps=-all -- sh -c "cd /data && exec \"\$@\"" sh "$@"
    ' sh "$@"
}

if [ $# -gt 0 ]; then
    inside "$@"
    exit
fi

say() { printf '%-64s' "$1"; }
expect() { # expect "what" status command …: it ends with that status
    say "$1"
    wanted=$2
    shift 2
    status=0
    said=$(inside "$@" 2>&1) || status=$?
    if [ "$status" = "$wanted" ]; then echo yes; else echo "no: $status"; echo "$said" >&2; exit 1; fi
}
rm -f "$folder"/data/*
echo "$(du -sm "$app" | cut -f1) MB in $app"
expect "It says its version" 0 handschlag --version
expect "It is nobody in particular" 0 sh -c '[ "$(id -u)$(id -g)" = 1000110001 ]'
expect "It has no capability" 0 sh -c 'grep -q "^CapEff:\s*0*$" /proc/self/status && grep -q "^CapBnd:\s*0*$" /proc/self/status'
expect "It cannot write into the root" 1 sh -c 'touch /new 2>/dev/null'
expect "It cannot write beside its own program" 1 sh -c "touch $app/new 2>/dev/null"
expect "It cannot run what is in /tmp" 126 sh -c 'echo true > /tmp/it; chmod +x /tmp/it; /tmp/it'
expect "It prepares a database" 0 handschlag migrate
expect "It lists partners" 0 handschlag partners list
expect "It answers from its articles, and so finds its data" 0 handschlag ask 'Was bedeutet voller Zugriff?'
expect "It makes a backup" 0 handschlag backup /data/desk.zip
expect "The backup is for its owner only" 0 sh -c '[ "$(stat -c %a /data/desk.zip)" = 600 ]'
expect "It restores one" 0 env HANDSCHLAG_DATABASE_URL=sqlite:////data/other.db handschlag restore /data/desk.zip
expect "It asks for a token before it serves" 2 handschlag run
