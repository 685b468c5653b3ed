#!/bin/sh
# Any command beside the units here – migrate, doctor, partners add … –, with their settings, as their user, in their
# folder: as root, for /usr/local/sbin/handschlag. Files are named from /var/lib/handschlag, and written nowhere else.
set -eu

terminal=--pipe
if [ -t 0 ] && [ -t 1 ]; then terminal=--pty; fi
exec systemd-run --quiet --collect --wait $terminal \
    --property=DynamicUser=yes --property=User=handschlag \
    --property=StateDirectory=handschlag --property=StateDirectoryMode=0700 --property=UMask=0077 \
    --property=WorkingDirectory=/var/lib/handschlag \
    --property=EnvironmentFile=/etc/handschlag/env \
    --setenv=HANDSCHLAG_DATABASE_URL=sqlite:////var/lib/handschlag/handschlag.db \
    --setenv=MPLCONFIGDIR=/tmp/matplotlib --setenv=PYTHONDONTWRITEBYTECODE=1 \
    --property=ProtectSystem=strict --property=ProtectHome=yes --property=PrivateTmp=yes \
    --property=PrivateDevices=yes --property=NoNewPrivileges=yes --property=CapabilityBoundingSet= \
    /opt/handschlag/bin/handschlag "$@"
