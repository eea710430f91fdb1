# docker build -t audit . && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" audit releases/
FROM rust:1-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin audit

FROM debian:bookworm-slim
# Git is for --changed-since. It reads a repository of the user it runs as, so the container is run as the owner of the mounted folder:
# to trust every folder instead would let a repository choose programs that git runs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/target/release/audit /usr/local/bin/audit
ENV LANG=C.UTF-8
WORKDIR /work
ENTRYPOINT ["audit"]
