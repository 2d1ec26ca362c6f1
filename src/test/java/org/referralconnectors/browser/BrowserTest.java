package org.referralconnectors.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class whose tests look through a real Chromium: a test method asks for a {@link Tab}. All share one browser. Where
 * the machine has none, the tests are skipped and say so; with {@code CI=true} they fail, and {@code .ci/run} installs
 * one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedChromium.class)
public @interface BrowserTest {}
