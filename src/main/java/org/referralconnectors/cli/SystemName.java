package org.referralconnectors.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a system, or all. */
final class SystemName implements ITypeConverter<String> {

    private static final List<String> NAMES = List.of("partner-center", "dynamics", "all");

    @Override
    public String convert(String name) {
        if (!NAMES.contains(name)) {
            throw new TypeConversionException("there is no system " + name + ": name " + String.join(", ", NAMES));
        }
        return name;
    }
}
