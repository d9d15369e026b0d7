# syntax=docker/dockerfile:1
# youcheng in a container: docker build -t youcheng . ; what it is for and what was not tried stands in flows/SCALE.md.
#
#   docker run --rm -v "$PWD/reports:/data/reports:ro" -v youcheng:/data/outputs youcheng run /data/reports --out /data/outputs
#   docker run -p 8001:8001 -v youcheng:/data/outputs youcheng serve /data/outputs/latest --host 0.0.0.0 --port 8001
#
# EXTRAS: of ocr,postgres,dask,s3. Without ocr the image is a good deal smaller and reads no scans.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
# First what changes seldom: every package by its hash, as `make` installs them.
COPY requirements.lock ./
RUN pip wheel --quiet --require-hashes --requirement requirements.lock --wheel-dir /wheels
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY pipeline pipeline
COPY flows flows
COPY models models
RUN pip wheel --quiet --no-deps --no-index --find-links /wheels --wheel-dir /wheels .
ARG EXTRAS=ocr,postgres,dask,s3
# The folder has one version of each package, that of the lock; tests' and checks' own stay behind in this stage.
RUN python -m venv /opt/youcheng \
    && /opt/youcheng/bin/pip install --quiet --no-index --find-links /wheels "youcheng${EXTRAS:+[${EXTRAS}]}"

FROM python:${PYTHON}-slim-bookworm
COPY --from=build /opt/youcheng /opt/youcheng
RUN useradd --system --uid 10001 --create-home youcheng && install -d -o youcheng -g youcheng /data/outputs
ENV PATH=/opt/youcheng/bin:$PATH \
    PREFECT_HOME=/data/outputs/.prefect \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS=120 \
    DO_NOT_TRACK=1
USER youcheng
WORKDIR /data
VOLUME /data/outputs
EXPOSE 8001
# Of `serve`; a container that runs a job ends before it is asked. PORT: where serve was told to listen elsewhere.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", \"8001\")}/-/versions.json', timeout=4)"
ENTRYPOINT ["youcheng"]
CMD ["--help"]
