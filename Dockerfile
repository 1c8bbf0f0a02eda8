# Builds the calibrate command and puts it, with its samples, into a small image.
#
#   docker build -t calibrate .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" calibrate fit validation.npz -o calibrator.json
#
# --build-arg SWIFT=6.1 builds with another Swift.

ARG SWIFT=6.3

FROM swift:${SWIFT}-bookworm AS build
# Versions are those of the image's release of Debian.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends make zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN make install DESTDIR=/install PREFIX=/usr/local

# The program holds Swift's libraries; what it takes from the system (libc, libm, libstdc++, libgcc, zlib) is in this
# image.
FROM debian:bookworm-slim
COPY --from=build /install/usr/local /usr/local
# Fails the build if a library is missing.
RUN ["/usr/local/bin/calibrate", "--version"]
# Not root: docker run --user "$(id -u):$(id -g)" writes files of yours.
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/calibrate"]
CMD ["--help"]
