package org.referralconnectors.cli;

import org.referralconnectors.values.Guid;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An id as both systems have them, however it was typed. */
final class GuidOption implements ITypeConverter<String> {

    @Override
    public String convert(String id) {
        return Guid.read(id)
                .orElseThrow(() -> new TypeConversionException(
                        id + " is not an id, such as 733ad402-b257-406c-9b0b-911aa7b066e9"));
    }
}
