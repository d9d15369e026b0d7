#!/bin/sh
# Installs youcheng from this folder alone, into an environment of its own: sh install.sh [FOLDER [EXTRAS]]
# FOLDER: where the environment is made (default: youcheng-env). EXTRAS: of ocr,postgres,dask,s3 (default: all four; "" for none).
# PYTHON names the interpreter (default: python3); it must be of the version and platform that the wheels were packed on.
set -eu
target=${1:-youcheng-env}
extras=${2-ocr,postgres,dask,s3}
case $target in /*) ;; *) target=$PWD/$target ;; esac
cd "$(dirname "$0")"

# Nothing is installed from a wheel that is not the one that was packed.
if command -v sha256sum >/dev/null; then sha256sum --quiet --check SHA256SUMS; else shasum -a 256 --quiet --check SHA256SUMS; fi

"${PYTHON:-python3}" -m venv "$target"
# Whatever index or folder this machine's pip is set to: this folder and nothing else.
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_REQUIREMENT PIP_CONSTRAINT || true
PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1 \
    "$target/bin/python" -m pip install --quiet --no-index --find-links wheels "youcheng${extras:+[$extras]}"
echo "$("$target/bin/youcheng" --version): $target/bin/youcheng"
