# The build: a thin jar with lib/, and a Java that holds only what they use. docs/deploy/image-steps.md is a log of these steps.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
# The compiler of Java routes needs a JDK, so it stays out: the image takes YAML routes only.
RUN mvn -q package -Dmaven.test.skip=true && rm target/lib/*joor*.jar
RUN jlink --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output /java --add-modules \
java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.scripting,\
java.security.jgss,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported

# What runs: it reads /app, and writes to /app/data alone.
FROM debian:13-slim
COPY --from=build /java /opt/java
ENV PATH=/opt/java/bin:$PATH
# A container's own loopback is reached by no probe and no published port. Publish 8081 to the host's loopback alone.
ENV CAMEL_MANAGEMENT_HOST=0.0.0.0
RUN useradd --system --uid 10001 --home-dir /app connectors && mkdir -p /app/data /app/extra && chown connectors /app/data
WORKDIR /app
COPY --from=build /build/target/lib ./lib
COPY --from=build /build/target/referral-connectors.jar ./
COPY docs/deploy/jvm.options docs/deploy/java25.options docs/deploy/class-cache.sh ./
COPY application.properties mapping.yaml ./
COPY routes ./routes
# Made here, where it is used: the cache remembers path, size and time of every jar.
RUN sh class-cache.sh
USER 10001
VOLUME /app/data
EXPOSE 8080 8081
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["java", "-XX:AOTCache=referral-connectors.aot", "@jvm.options", "@java25.options", "org.referralconnectors.cli.Probe"]
ENTRYPOINT ["java", "-XX:AOTCache=referral-connectors.aot", "@jvm.options", "@java25.options", "org.referralconnectors.cli.Main"]
