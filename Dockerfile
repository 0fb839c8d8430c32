# The app for a server. Its root file system can be read-only: what people load and draw is in the
# one volume, /workspace.
#   docker run --read-only --tmpfs /tmp --volume lmp:/workspace --publish 8501:8501 IMAGE
FROM python:3.11-slim

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/workspace \
    LMP_WORKSPACE_DIR=/workspace

RUN useradd --system --uid 10001 --home-dir /workspace --create-home lmp
WORKDIR /app

# Packages first: they change less often than the tool, and are then taken from the cache.
COPY requirements.txt ./
RUN pip install --require-hashes --only-binary :all: -r requirements.txt

COPY pyproject.toml README.md LICENSE NOTICE app.py ./
COPY .streamlit ./.streamlit
COPY data ./data
COPY mapping ./mapping
COPY profiles ./profiles
RUN pip install --no-index --no-deps --no-build-isolation -e . \
    && python -m compileall -qq mapping profiles

USER lmp
VOLUME /workspace
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["lmp", "app", "--host", "0.0.0.0", "--port", "8501", "--workspace", "/workspace", "--no-browser"]
