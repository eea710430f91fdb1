# docker build -t audit . && docker run --rm -v "$PWD:/work" audit releases/
FROM rust:1-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin audit

FROM debian:bookworm-slim
# For --changed-since; the folder that is mounted belongs to somebody outside of the container, which git objects to otherwise.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /src/target/release/audit /usr/local/bin/audit
ENV LANG=C.UTF-8
WORKDIR /work
ENTRYPOINT ["audit"]
