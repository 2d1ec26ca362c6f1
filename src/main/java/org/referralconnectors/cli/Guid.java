package org.referralconnectors.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An id as both systems have them, in lower case. */
final class Guid implements ITypeConverter<String> {

    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @Override
    public String convert(String id) {
        if (!GUID.matcher(id).matches()) {
            throw new TypeConversionException(id + " is not an id, such as 733ad402-b257-406c-9b0b-911aa7b066e9");
        }
        return id.toLowerCase(Locale.ROOT);
    }
}
