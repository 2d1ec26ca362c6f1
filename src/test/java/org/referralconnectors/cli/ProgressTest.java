package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void progressIsALineThatChangesOnATerminalAndALineNowAndThenElsewhere() {
        AtomicLong nanos = new AtomicLong();
        StringWriter terminal = new StringWriter();
        StringWriter file = new StringWriter();
        List<Progress> both = List.of(
                new Progress(new PrintWriter(terminal), true, nanos::get),
                new Progress(new PrintWriter(file, true), false, nanos::get));
        for (int pair = 0; pair < 12; pair++) {
            String text = (11 - pair) + " left";
            both.forEach(progress -> progress.show(text));
            nanos.addAndGet(1_000_000_000);
        }
        both.forEach(Progress::clear);
        assertThat(terminal.toString())
                .startsWith("\r11 left\r10 left\r9 left \r8 left")
                .endsWith("\r0 left\r      \r");
        assertThat(file.toString().lines()).containsExactly("6 left", "1 left");
    }
}
