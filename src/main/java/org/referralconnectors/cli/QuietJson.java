package org.referralconnectors.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;

/**
 * JSON whose errors don't repeat what was read: Jackson's own quote the token that they stumbled over, which may be a
 * customer's name, and whoever logs an exception would log it.
 */
final class QuietJson extends JsonFactory {

    @Override
    public JsonParser createParser(InputStream in) throws IOException {
        return new Quiet(super.createParser(in));
    }

    @Override
    public JsonParser createParser(Reader in) throws IOException {
        return new Quiet(super.createParser(in));
    }

    @Override
    public JsonParser createParser(byte[] in) throws IOException {
        return new Quiet(super.createParser(in));
    }

    @Override
    public JsonParser createParser(String in) throws IOException {
        return new Quiet(super.createParser(in));
    }

    private static final class Quiet extends JsonParserDelegate {

        Quiet(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            try {
                return delegate.nextToken();
            } catch (JsonParseException notJson) {
                throw new JsonParseException(null, "The answer is not JSON");
            }
        }

        /** Jackson throws unchecked at an exponent of more than ten digits. */
        @Override
        public BigDecimal getDecimalValue() throws IOException {
            try {
                return delegate.getDecimalValue();
            } catch (NumberFormatException beyondAll) {
                throw new StreamConstraintsException("A number in the answer is too large");
            }
        }
    }
}
