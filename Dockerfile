# The page in a container: no root, read-only root file system, no call out at run time. Only the index
# volume /data is written to. See docs/operations.md.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/venv
COPY pyproject.toml LICENSE README.md MANIFEST.in app.py ./
COPY .ci/requirements .ci/requirements
COPY corpus corpus
COPY ingest ingest
COPY assistant assistant
COPY evals evals
RUN .ci/requirements/install /opt/venv/bin/python run .

FROM python:3.11-slim
COPY --from=build /opt/venv /opt/venv
RUN useradd --uid 10001 --no-create-home --home-dir /data policy \
    && install -d -o policy -g policy -m 0750 /data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 \
    WPS_HOME=/data WPS_HOST=0.0.0.0 WPS_PORT=7860
USER 10001
VOLUME /data
EXPOSE 7860
# whoever has to sign in first gets 401: the page is there
HEALTHCHECK --interval=30s --timeout=5s --start-period=15m --retries=3 \
    CMD ["python", "-c", "import sys, http.client as h; c = h.HTTPConnection('127.0.0.1', 7860, timeout=4); c.request('GET', '/'); sys.exit(c.getresponse().status not in (200, 401))"]
ENTRYPOINT ["policy-assistant"]
CMD ["serve"]
