# Built in two stages: Maven makes the thin jar and lib/, the runtime holds a JRE, the jars, and the files that users edit.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
RUN mvn -q package -DskipTests

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /app connectors && mkdir -p /app/data && chown connectors /app/data
WORKDIR /app
COPY --from=build /build/target/lib ./lib
COPY --from=build /build/target/referral-connectors.jar ./
COPY application.properties mapping.yaml ./
COPY routes ./routes
USER connectors
VOLUME /app/data
EXPOSE 8080 8081
ENV JAVA_TOOL_OPTIONS="-Xmx96m -XX:+UseSerialGC -XX:MaxMetaspaceSize=96m"
HEALTHCHECK --interval=30s --timeout=5s CMD ["java", "-XX:TieredStopAtLevel=1", "-cp", "referral-connectors.jar", "org.referralconnectors.cli.Probe"]
ENTRYPOINT ["java", "-jar", "referral-connectors.jar"]
