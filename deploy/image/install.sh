#!/bin/sh
# Installs a wheel into a folder that is all the program needs beside Python: install.sh FOLDER WHEEL LOCK
# The image is built by this, and so is the folder that deploy/image/try.sh runs without a container engine.
# Versions are those of the lock file; nothing is left that only building needs.
set -eu

folder=$1 wheel=$2 lock=$3
python=${PYTHON:-python3}

"$python" -m venv "$folder"
pip="$folder/bin/python -m pip --disable-pip-version-check --no-cache-dir --quiet"
# What comes as source only (dkimpy) is built by these, in the versions of the lock file.
$pip install --constraint "$lock" setuptools wheel
$pip install --constraint "$lock" --no-build-isolation "$wheel"
$pip uninstall --yes setuptools wheel

# Nobody can write here later: bytecode is made now, and counts whatever a file's date says.
find "$folder" -name __pycache__ -type d -prune -exec rm -rf {} +
"$folder/bin/python" -m pip --disable-pip-version-check --quiet uninstall --yes pip
"$folder/bin/python" -m compileall -q --invalidation-mode unchecked-hash "$folder/lib"
chmod -R a+rX,go-w "$folder"
